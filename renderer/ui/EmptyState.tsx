import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** What a list shows when it has nothing: why, and what to do about it. */
export function EmptyState(props: {
  readonly icon: Icon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  const EmptyIcon = props.icon;
  return (
    <div className={styles.empty}>
      <EmptyIcon size={36} stroke={1.4} aria-hidden="true" />
      <p className={styles.emptyTitle}>{props.title}</p>
      {props.children}
      {props.action}
    </div>
  );
}
