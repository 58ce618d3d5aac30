import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import type { Json } from './jsonInText';
import styles from './record.module.css';

/** Members of one value that are drawn at first, and with each wish for more. */
const membersAtOnce = 50;

function membersOf(value: Json): readonly (readonly [string, Json])[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  // Boundary: a value of JSON that is an object and not null has members of JSON.
  return Object.entries(value as Readonly<Record<string, Json>>);
}

function Name(props: { readonly name: string | undefined }) {
  return props.name === undefined ? null : <span className={styles.jsonName}>{props.name}: </span>;
}

/** A value of JSON that can be unfolded level by level; what is folded is not drawn. */
export function JsonTree(props: {
  readonly name?: string;
  readonly value: Json;
  readonly opened: 'opened' | 'closed';
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, setOpened] = useState(props.opened === 'opened');
  const [shown, setShown] = useState(membersAtOnce);
  const members = membersOf(props.value);
  if (members === undefined) {
    return (
      <div className={styles.jsonLeaf}>
        <Name name={props.name} />
        <span className={typeof props.value === 'string' ? styles.jsonString : styles.jsonOther}>
          {JSON.stringify(props.value)}
        </span>
      </div>
    );
  }
  const list = Array.isArray(props.value);
  const rest = members.length - shown;
  return (
    <details
      className={styles.json}
      open={opened}
      onToggle={(event) => {
        setOpened(event.currentTarget.open);
      }}
    >
      <summary>
        <Name name={props.name} />
        <span className={styles.jsonSize}>
          {list
            ? t('screens.logs.record.jsonList', {
                count: members.length,
                formatted: format.number(members.length),
              })
            : t('screens.logs.record.jsonObject', {
                count: members.length,
                formatted: format.number(members.length),
              })}
        </span>
      </summary>
      {opened ? (
        <div className={styles.jsonMembers}>
          {members.slice(0, shown).map(([name, value]) => (
            <JsonTree
              key={name}
              name={name}
              value={value}
              opened={members.length === 1 ? 'opened' : 'closed'}
            />
          ))}
          {rest > 0 ? (
            <button
              type="button"
              className={styles.linkButton}
              onClick={() => {
                setShown((count) => count + 10 * membersAtOnce);
              }}
            >
              {t('screens.logs.record.jsonMore', { count: rest, formatted: format.number(rest) })}
            </button>
          ) : null}
        </div>
      ) : null}
    </details>
  );
}
