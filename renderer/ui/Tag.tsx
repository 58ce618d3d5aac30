import type { Icon } from '@tabler/icons-react';
import styles from './ui.module.css';

/** Tint of a tag; never the only carrier of its meaning. */
export type TagTint = 'neutral' | 'info' | 'good' | 'warning' | 'bad';

const classOf: Readonly<Record<TagTint, string>> = {
  neutral: styles.tagNeutral ?? '',
  info: styles.tagInfo ?? '',
  good: styles.tagGood ?? '',
  warning: styles.tagWarning ?? '',
  bad: styles.tagBad ?? '',
};

/** A short state: icon, words and tint. */
export function Tag(props: { readonly tint: TagTint; readonly icon: Icon; readonly label: string }) {
  const TagIcon = props.icon;
  return (
    <span className={`${styles.tag ?? ''} ${classOf[props.tint]}`}>
      <TagIcon size={15} stroke={2} aria-hidden="true" />
      <span>{props.label}</span>
    </span>
  );
}
