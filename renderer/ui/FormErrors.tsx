import { useTranslation } from 'react-i18next';
import { Notice } from './Notice';
import { LinkButton } from './Page';

/** What is wrong in a form, each entry leading to its field. */
export function FormErrors(props: {
  readonly errors: readonly { readonly key: string; readonly text: string; readonly focus: () => void }[];
}) {
  const { t } = useTranslation();
  return (
    <Notice kind="bad" title={t('screens.common.errorsInForm')} voice="announced">
      <ul style={{ paddingLeft: 20 }}>
        {props.errors.map((error) => (
          <li key={error.key}>
            <LinkButton onClick={error.focus}>{error.text}</LinkButton>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
