import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconInfoCircleFilled,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** How serious a notice is; the icon's shape says it as well as the colour. */
export type NoticeKind = 'info' | 'good' | 'warning' | 'bad' | 'neutral';

const icons: Readonly<Record<NoticeKind, typeof IconInfoCircleFilled>> = {
  info: IconInfoCircleFilled,
  neutral: IconInfoCircleFilled,
  good: IconCircleCheckFilled,
  warning: IconAlertTriangleFilled,
  bad: IconCircleXFilled,
};

/** An ongoing situation of the page: what it is, what to do, and the buttons to do it. */
export function Notice(props: {
  readonly kind: NoticeKind;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** `line`: buttons beside the title, for one of several notices. */
  readonly shape?: 'box' | 'line';
  /** `announced`: read out as soon as it appears. */
  readonly voice?: 'announced' | 'quiet';
}) {
  const Icon = icons[props.kind];
  const role = props.voice === 'announced' ? (props.kind === 'bad' ? 'alert' : 'status') : undefined;
  return (
    <div
      className={`${styles.notice ?? ''} ${styles[props.kind] ?? ''} ${props.shape === 'line' ? (styles.line ?? '') : ''}`}
      {...(role ? { role } : {})}
    >
      <span className={styles.noticeIcon}>
        <Icon size={20} aria-hidden="true" />
      </span>
      <div className={styles.noticeBody}>
        <div className={styles.noticeTitle}>{props.title}</div>
        {props.children ? <div className={styles.noticeText}>{props.children}</div> : null}
        {props.actions && props.shape !== 'line' ? (
          <div className={styles.noticeActions}>{props.actions}</div>
        ) : null}
      </div>
      {props.actions && props.shape === 'line' ? (
        <div className={styles.noticeActions}>{props.actions}</div>
      ) : null}
    </div>
  );
}
