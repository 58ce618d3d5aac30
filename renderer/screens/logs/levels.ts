import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleXFilled,
  IconInfoCircle,
  IconMinus,
  IconPoint,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ShownLevel } from '../../../shared/model/logView';
import styles from './logs.module.css';

/** Shape of a level, so that it is told by more than its colour. */
export const levelIcons: Readonly<Record<ShownLevel, Icon>> = {
  CRITICAL: IconAlertOctagonFilled,
  ERROR: IconCircleXFilled,
  WARNING: IconAlertTriangleFilled,
  INFO: IconInfoCircle,
  DEBUG: IconPoint,
  NONE: IconMinus,
};

/** Class that gives a row or a word the colours of its level. */
export const levelClasses: Readonly<Record<ShownLevel, string>> = {
  CRITICAL: styles.critical ?? '',
  ERROR: styles.error ?? '',
  WARNING: styles.warning ?? '',
  INFO: styles.info ?? '',
  DEBUG: styles.debug ?? '',
  NONE: styles.none ?? '',
};
