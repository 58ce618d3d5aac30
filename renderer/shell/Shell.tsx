import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closeToTrayRead, dismissProblem, putCloseToTrayAway, useAppStore } from '../stores/appStore';
import { answerGuard, useRouteStore } from '../stores/routeStore';
import { Confirm } from '../ui/Confirm';
import { Dialog, DialogButtons } from '../ui/Dialog';
import { ProblemNotice } from '../ui/ProblemNotice';
import { ScrollerContext } from '../ui/scroller';
import { act } from '../ui/act';
import { BundleHost } from './BundleHost';
import { CrashBoundary } from './CrashBoundary';
import { Header } from './Header';
import { KeysHelp } from './KeysHelp';
import { Screen } from './Screen';
import { SideMenu } from './SideMenu';
import { Strips } from './Strips';
import { useKeys } from './useKeys';
import styles from './shell.module.css';

function ProgramProblems() {
  const { t } = useTranslation();
  const problems = useAppStore((state) => state.problems);
  if (problems.length === 0) return null;
  return (
    <div style={{ padding: '24px 24px 0' }}>
      {problems.map((entry) => (
        <ProblemNotice
          key={`${entry.problem.code} ${JSON.stringify(entry.problem.params)}`}
          problem={entry.problem}
          voice="announced"
          actions={
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                dismissProblem(entry);
              }}
            >
              {t('screens.common.dismiss')}
            </Button>
          }
        />
      ))}
    </div>
  );
}

function CloseToTray() {
  const { t, i18n } = useTranslation();
  const announced = useAppStore((state) => state.closeToTray);
  const tray = announced ?? 'present';
  return (
    <Dialog
      opened={announced !== undefined}
      onClose={putCloseToTrayAway}
      title={t(`screens.shell.closeToTray.${tray}.title`)}
      size={480}
    >
      <p>{t(`screens.shell.closeToTray.${tray}.text`)}</p>
      <DialogButtons>
        <Button variant="default" onClick={() => void act(i18n, 'app.quit', {})}>
          {t('screens.shell.closeToTray.quit')}
        </Button>
        <Button onClick={closeToTrayRead} data-testid="close-explained">
          {t(`screens.shell.closeToTray.${tray}.understood`)}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

function LeaveGuard() {
  const { t } = useTranslation();
  const wanted = useRouteStore((state) => state.wanted);
  return (
    <Confirm
      shown={wanted === undefined ? 'hidden' : 'shown'}
      title={t('screens.shell.unsaved.title')}
      action={t('screens.shell.unsaved.leave')}
      cancel={t('screens.shell.unsaved.stay')}
      tint="red"
      onConfirm={() => {
        answerGuard('leave');
      }}
      onCancel={() => {
        answerGuard('stay');
      }}
    >
      {t('screens.shell.unsaved.text')}
    </Confirm>
  );
}

/** Header, side menu and the screen between them. */
export function Shell() {
  const scroller = useRef<HTMLElement>(null);
  const [help, setHelp] = useState<'shown' | 'hidden'>('hidden');
  const showHelp = useCallback(() => {
    setHelp('shown');
  }, []);
  const route = useRouteStore((state) => state.route);
  useKeys(showHelp);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [route]);
  return (
    <div className={styles.shell}>
      <Header onHelp={showHelp} />
      <Strips />
      <div className={styles.body}>
        <SideMenu />
        <main ref={scroller} className={styles.content} tabIndex={-1}>
          <ScrollerContext value={scroller}>
            <ProgramProblems />
            <CrashBoundary key={JSON.stringify(route)}>
              <Screen route={route} />
            </CrashBoundary>
          </ScrollerContext>
        </main>
      </div>
      <KeysHelp
        shown={help}
        onClose={() => {
          setHelp('hidden');
        }}
      />
      <BundleHost />
      <CloseToTray />
      <LeaveGuard />
    </div>
  );
}
