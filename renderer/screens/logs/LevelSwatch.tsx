import type { ShownLevel } from '../../../shared/model/logView';
import styles from './histogram.module.css';

const swatches: Readonly<Record<ShownLevel, string>> = {
  NONE: styles.swatchNone ?? '',
  DEBUG: styles.swatchDebug ?? '',
  INFO: styles.swatchInfo ?? '',
  WARNING: styles.swatchWarning ?? '',
  ERROR: styles.swatchError ?? '',
  CRITICAL: styles.swatchCritical ?? '',
};

/** Colour and pattern of a level, as in the histogram; its name stands beside it. */
export function LevelSwatch(props: { readonly level: ShownLevel }) {
  return <span className={`${styles.swatch ?? ''} ${swatches[props.level]}`} aria-hidden="true" />;
}
