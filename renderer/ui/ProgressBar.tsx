import styles from './ui.module.css';

/** A thin bar: filled as far as known, moving while the total is not known. */
export function ProgressBar(props: {
  /** From 0 to 1. */
  readonly fraction: number;
  readonly total: 'known' | 'unknown';
  readonly tint?: 'normal' | 'warning';
  /** What a screen reader says. */
  readonly label: string;
  readonly sentence: string;
}) {
  const moving = props.total === 'unknown';
  const percent = Math.round(props.fraction * 100);
  return (
    <div
      role="progressbar"
      aria-label={props.label}
      aria-valuetext={props.sentence}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(moving ? {} : { 'aria-valuenow': percent })}
      className={`${styles.bar ?? ''} ${moving ? (styles.barMoving ?? '') : ''} ${props.tint === 'warning' ? (styles.barWarning ?? '') : ''}`}
    >
      <div className={styles.barFill} style={{ transform: `scaleX(${props.fraction})` }} />
    </div>
  );
}
