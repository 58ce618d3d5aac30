import { Button } from '@mantine/core';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { LogTarget } from '../../../shared/model/logView';
import { unreachable } from '../../../shared/result';
import { useRouteStore } from '../../stores/routeStore';
import { Notice } from '../../ui/Notice';
import { ProblemNotice } from '../../ui/ProblemNotice';
import type { ScaledListHandle } from '../../ui/ScaledList';
import { FileList } from './FileList';
import { FilterChips } from './FilterChips';
import { GoToDialog } from './GoToDialog';
import type { Wish } from './GoToDialog';
import { Histogram } from './Histogram';
import { LevelCounts } from './LevelCounts';
import { IncompleteNotice } from './IncompleteNotice';
import { LogEmpty } from './LogEmpty';
import { LogHead } from './LogHead';
import { LogRows } from './LogRows';
import { LogStatus, ResumeButton } from './LogStatus';
import type { LogNote } from './LogStatus';
import { LogToolbar } from './LogToolbar';
import { OverviewStrip } from './OverviewStrip';
import {
  arriveAt,
  changeFilter,
  changeShown,
  chooseFiles,
  clearFilter,
  filterTime,
  useLogsStore,
} from './logsStore';
import { RecordPanel } from './RecordPanel';
import { spanOf } from './rowTime';
import { useCopy } from './useCopy';
import { useLogKeys } from './useLogKeys';
import type { LogKeyAction } from './useLogKeys';
import { useLogPlace } from './useLogPlace';
import { useLogSession } from './useLogSession';
import { useShownRange, useTimeRange } from './useShownRange';
import type { OnScreen } from './useLogSession';
import { useSteady } from './useSteady';
import styles from './logs.module.css';

// Scrolling and following draw the rows anew many times a second; what stands around them has nothing to do with it.
const QuietHistogram = memo(Histogram);
const QuietCounts = memo(LevelCounts);
const QuietHead = memo(LogHead);
const QuietChips = memo(FilterChips);
const QuietFiles = memo(FileList);
const QuietOverview = memo(OverviewStrip);
const QuietRecord = memo(RecordPanel);
const QuietGoTo = memo(GoToDialog);

/** The log: followed live, searched, narrowed, and read line by line. */
export function Logs() {
  const { t } = useTranslation();
  const route = useRouteStore((state) => state.route);
  const request = useLogsStore(
    useShallow(({ selection, filter, show, context }) => ({ selection, filter, show, context })),
  );
  const fields = useLogsStore((state) => state.fields);
  const list = useRef<ScaledListHandle>(null);
  const seen = useRef<OnScreen>({ anchors: () => [], pinned: () => 'end', fitting: () => undefined });
  const { session, snapshot } = useLogSession(request, seen);
  const place = useLogPlace(session, snapshot, list, seen);
  const { copyRows, copyRecord } = useCopy(session);
  const [dialog, setDialog] = useState<'none' | 'go-to' | 'files'>('none');
  const [note, setNote] = useState<LogNote>({ kind: 'none' });
  const { state } = snapshot;
  const rows = request.selection.files.length === 0 ? 0 : (state?.rows ?? 0);

  /** Says whether there was such a place; `stay-silent` leaves it to the caller to tell that there is none. */
  const go = useCallback(
    async (target: LogTarget, otherwise: 'tell' | 'stay-silent' = 'tell'): Promise<boolean> => {
      const arrival = await place.go(target);
      const stepping = target.to === 'next' || target.to === 'previous';
      if (arrival.kind === 'row') {
        const { number, total } = arrival.position;
        setNote(
          stepping && target.what !== 'match' && number !== undefined && total !== undefined
            ? { kind: 'at', what: target.what, number, total }
            : { kind: 'none' },
        );
        return true;
      }
      if (arrival.kind === 'hidden') {
        // The line is there, only a filter hides it: what was asked for wins.
        clearFilter();
        place.goLater(target);
        setNote({ kind: 'filters-lifted' });
      } else if (!stepping && otherwise === 'tell') {
        setNote({ kind: 'nothing', of: target.to });
      }
      return false;
    },
    [place],
  );
  const step = async (to: 'next' | 'previous', what: 'match' | 'error' | 'warning'): Promise<void> => {
    // Nobody chose a row yet: from the end, the last one is the nearest, whichever way.
    const fresh = place.chosen === undefined && place.follow.mode === 'following';
    const from = place.chosen?.cursor ?? (fresh ? rows : (list.current?.place().row ?? 0) - 1);
    if (await go({ to: fresh ? 'previous' : to, what, row: from }, 'stay-silent')) return;
    // Past the last one comes the first one again, and that is said.
    if (await go({ to, what, row: to === 'next' ? -1 : rows }, 'stay-silent')) {
      setNote({ kind: 'again', to });
    } else setNote({ kind: 'nothing', of: what });
  };

  useEffect(() => {
    arriveAt(route);
    if (route.screen === 'logs' && route.link !== undefined) place.goLater({ to: 'link', link: route.link });
    // A place is arrived at once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [route]);

  const opened = place.opened;
  const atCursor = place.chosen?.cursor;
  const onKey = (action: LogKeyAction, shift: 'shift' | 'plain'): void => {
    const from = atCursor ?? list.current?.place().row ?? 0;
    const how = shift === 'shift' ? 'up-to' : 'one';
    const page = list.current?.page() ?? 10;
    switch (action) {
      case 'next-match':
      case 'previous-match':
        void step(action === 'next-match' ? 'next' : 'previous', 'match');
        return;
      case 'next-error':
      case 'previous-error':
        void step(action === 'next-error' ? 'next' : 'previous', 'error');
        return;
      case 'next-warning':
      case 'previous-warning':
        void step(action === 'next-warning' ? 'next' : 'previous', 'warning');
        return;
      case 'first':
        place.move(0, how);
        return;
      case 'last':
        if (how === 'up-to') place.move(rows - 1, how);
        else place.toEnd();
        return;
      case 'go-to':
        setDialog('go-to');
        return;
      case 'follow':
        if (place.follow.mode === 'following') place.hold();
        else place.toEnd();
        return;
      case 'copy':
        if (place.chosen !== undefined) void copyRows(place.chosen);
        return;
      case 'link': {
        const row = atCursor === undefined ? undefined : session.row(atCursor);
        if (row !== undefined) void copyRecord(row, 'link');
        return;
      }
      case 'fields':
        changeShown({ fields: fields === 'shown' ? 'hidden' : 'shown' });
        return;
      case 'open':
        if (atCursor !== undefined) place.open();
        return;
      case 'leave':
        if (opened !== undefined) place.close();
        else place.unchoose();
        return;
      case 'up':
        place.move(atCursor === undefined && place.follow.mode === 'following' ? rows - 1 : from - 1, how);
        return;
      case 'down':
        place.move(from + 1, how);
        return;
      case 'page-up':
        place.move(
          (atCursor === undefined && place.follow.mode === 'following' ? rows - 1 : from) - page,
          how,
        );
        return;
      case 'page-down':
        place.move(from + page, how);
        return;
      default:
        unreachable(action);
    }
  };
  useLogKeys(onKey);

  const { shownRange, onRange } = useShownRange(session);
  const timeRange = useTimeRange(request.filter, state);
  const wish = useSteady((wanted: Wish): void => {
    setDialog('none');
    void go(wanted);
  });
  const jump = useSteady((time: number): void => void go({ to: 'time', time }));
  const onLink = useSteady((link: string): void => void go({ to: 'link', link }));
  const onNext = useSteady((direction: 'next' | 'previous'): void => void step(direction, 'match'));
  const onLeave = useSteady((): void => list.current?.focus());
  const onGoTo = useSteady((): void => {
    setDialog('go-to');
  });
  const onFiles = useSteady((): void => {
    setDialog('files');
  });
  const onCloseDialog = useSteady((): void => {
    setDialog('none');
  });
  const onFollow = useSteady((): void => {
    if (place.follow.mode === 'following') place.hold();
    else place.toEnd();
  });
  const onCloseRecord = useSteady(place.close);
  const onCopyRecord = useSteady((what: 'text' | 'link'): void => {
    if (opened !== undefined) void copyRecord(opened, what);
  });
  const onNextError = useSteady((direction: 'next' | 'previous'): void => void step(direction, 'error'));
  const onSurroundings = useSteady((): void => {
    if (opened === undefined) return;
    place.goLater({ to: 'record', ref: opened.ref });
    clearFilter();
  });
  const onRow = useSteady((row: number): void => {
    place.move(row, 'one');
    list.current?.toRow(row, 'middle');
    list.current?.focus();
  });
  const chosenCount = place.chosen === undefined ? 0 : Math.abs(place.chosen.cursor - place.chosen.from) + 1;
  const busy =
    state !== undefined &&
    (state.reading.done < state.reading.total || state.searching.done < state.searching.total);
  return (
    <div className={styles.screen}>
      <QuietHead selection={request.selection} onFiles={onFiles} />
      <LogToolbar
        filter={request.filter}
        request={request}
        shown={snapshot.request}
        state={state}
        queryProblem={snapshot.queryProblem}
        match={place.match}
        follow={place.follow}
        onLink={onLink}
        onNext={onNext}
        onLeave={onLeave}
        onGoTo={onGoTo}
        onFollow={onFollow}
      />
      {state === undefined ? null : (
        <QuietCounts session={session} filter={request.filter} onFilter={changeFilter} />
      )}
      <QuietChips filter={request.filter} />
      {snapshot.reader === 'restarted' ? (
        <Notice kind="info" shape="line" voice="announced" title={t('screens.logs.restarted')} />
      ) : null}
      {snapshot.problem === undefined ? null : (
        <ProblemNotice
          problem={snapshot.problem}
          voice="announced"
          actions={
            <Button size="compact-sm" variant="default" onClick={session.reopen}>
              {t('screens.common.retry')}
            </Button>
          }
        />
      )}
      {state?.incomplete === undefined ? null : <IncompleteNotice of={state.incomplete} />}
      <div className={styles.main}>
        <div className={styles.column}>
          {state === undefined ? null : (
            <QuietHistogram
              session={session}
              range={timeRange}
              onScreen={shownRange}
              onRange={filterTime}
              onJump={jump}
            />
          )}
          <div className={styles.rowsPane}>
            {rows === 0 ? (
              <LogEmpty
                request={request.selection.files.length === 0 ? request : (snapshot.request ?? request)}
                state={state}
                phase={snapshot.phase}
              />
            ) : (
              <LogRows
                handle={list}
                session={session}
                rows={rows}
                pinned={place.follow.mode === 'following' ? 'end' : 'free'}
                chosen={place.chosen}
                fields={fields}
                span={spanOf(state?.from, state?.until)}
                state={busy ? 'busy' : 'complete'}
                onMove={place.onMove}
                onChoose={place.choose}
                onOpen={place.open}
                onRange={onRange}
              />
            )}
            {rows === 0 || state === undefined ? null : <QuietOverview session={session} onRow={onRow} />}
            {place.follow.mode === 'paused' && rows > 0 ? (
              <ResumeButton unseen={place.unseen} onResume={place.toEnd} />
            ) : null}
          </div>
        </div>
        {opened === undefined ? null : (
          <QuietRecord
            viewId={session.viewId}
            row={opened}
            onClose={onCloseRecord}
            onCopy={onCopyRecord}
            onGo={onNextError}
            onSurroundings={onSurroundings}
          />
        )}
      </div>
      <LogStatus state={state} note={note} chosen={chosenCount} fields={fields} />
      <QuietFiles
        opened={dialog === 'files'}
        selection={request.selection}
        onSelect={chooseFiles}
        onClose={onCloseDialog}
      />
      <QuietGoTo
        opened={dialog === 'go-to'}
        time={
          dialog === 'go-to'
            ? ((atCursor === undefined ? undefined : session.row(atCursor)?.time) ??
              shownRange?.from ??
              state?.until ??
              0)
            : 0
        }
        from={dialog === 'go-to' ? state?.from : undefined}
        until={dialog === 'go-to' ? state?.until : undefined}
        onGo={wish}
        onClose={onCloseDialog}
      />
    </div>
  );
}
