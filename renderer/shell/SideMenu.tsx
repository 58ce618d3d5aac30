import {
  IconFileText,
  IconHistory,
  IconLayoutDashboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconPlugConnected,
  IconRefresh,
  IconSettings,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { open, sectionOf, sections, useRouteStore } from '../stores/routeStore';
import type { Section } from '../stores/routeStore';
import styles from './shell.module.css';

const icons: Readonly<Record<Section, Icon>> = {
  dashboard: IconLayoutDashboard,
  synchronisations: IconRefresh,
  connections: IconPlugConnected,
  runs: IconHistory,
  logs: IconFileText,
  settings: IconSettings,
};

/** Below this window width the menu starts folded, in pixels. */
const foldBelow = 1200;

/** The six places of the console; folds to a strip of icons. */
export function SideMenu() {
  const { t } = useTranslation();
  const current = useRouteStore((state) => sectionOf(state.route));
  const [chosen, setChosen] = useState<'wide' | 'narrow'>();
  const [fitting, setFitting] = useState<'wide' | 'narrow'>(
    window.innerWidth < foldBelow ? 'narrow' : 'wide',
  );
  useEffect(() => {
    const fit = (): void => {
      setFitting(window.innerWidth < foldBelow ? 'narrow' : 'wide');
    };
    window.addEventListener('resize', fit);
    return () => {
      window.removeEventListener('resize', fit);
    };
  }, []);
  const width = chosen ?? fitting;
  const narrow = width === 'narrow';
  const FoldIcon = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const foldLabel = narrow ? t('screens.shell.unfold') : t('screens.shell.fold');
  return (
    <nav
      className={`${styles.menu ?? ''} ${narrow ? (styles.menuNarrow ?? '') : ''}`}
      aria-label={t('screens.shell.menu')}
    >
      {sections.map((section, index) => {
        const SectionIcon = icons[section];
        const label = t(`screens.shell.section.${section}`);
        return (
          <button
            key={section}
            type="button"
            className={styles.menuItem}
            data-testid={`menu-${section}`}
            aria-current={section === current ? 'page' : undefined}
            aria-label={narrow ? label : undefined}
            title={`${label} (Ctrl+${index + 1})`}
            onClick={() => {
              open({ screen: section });
            }}
          >
            <SectionIcon size={18} stroke={1.7} aria-hidden="true" />
            {narrow ? null : <span>{label}</span>}
          </button>
        );
      })}
      <button
        type="button"
        className={`${styles.menuItem ?? ''} ${styles.menuFold ?? ''}`}
        aria-label={narrow ? foldLabel : undefined}
        title={foldLabel}
        onClick={() => {
          setChosen(narrow ? 'wide' : 'narrow');
        }}
      >
        <FoldIcon size={18} stroke={1.7} aria-hidden="true" />
        {narrow ? null : <span>{foldLabel}</span>}
      </button>
    </nav>
  );
}
