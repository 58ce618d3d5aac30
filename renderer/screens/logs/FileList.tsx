import { Button, Drawer } from '@mantine/core';
import { IconFileText, IconFolderOpen, IconUpload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogFileFacts, LogFileList, LogSelection } from '../../../shared/model/logView';
import { useFormat } from '../../format/useFormat';
import { act, tellDone } from '../../ui/act';
import { Confirm } from '../../ui/Confirm';
import { EmptyState } from '../../ui/EmptyState';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { ProgressBar } from '../../ui/ProgressBar';
import { Waiting } from '../../ui/Waiting';
import { toggled } from './facets';
import {
  fileGroups,
  firstLook,
  mostChosen,
  roomTaken,
  selectionName,
  selectionOf,
  stillThere,
} from './fileGroups';
import type { FileAction } from './fileGroups';
import { FileRow } from './FileRow';
import { useFileList } from './useFileList';
import styles from './fileList.module.css';

function Room(props: { readonly list: LogFileList }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { bytes, mostBytes } = props.list;
  const { share, state } = roomTaken(props.list);
  const sentence = t('screens.logFiles.room', {
    bytes: format.bytes(bytes),
    most: format.bytes(mostBytes),
  });
  return (
    <div className={styles.room} data-testid="log-room">
      <div className={styles.roomLine}>
        <span>{t('screens.logFiles.roomLabel')}</span>
        <span className={styles.roomFigure}>{sentence}</span>
      </div>
      <ProgressBar
        fraction={share}
        total="known"
        tint={state === 'enough' ? 'normal' : 'warning'}
        label={t('screens.logFiles.roomLabel')}
        sentence={sentence}
      />
      {state === 'enough' ? null : (
        <p className={styles.roomWarning}>
          {t(state === 'exceeded' ? 'screens.logFiles.roomOver' : 'screens.logFiles.roomFull')}
        </p>
      )}
    </div>
  );
}

/** A file that is about to be cleared, and whether it goes on being written. */
interface Clearing {
  readonly file: LogFileFacts;
  readonly how: 'clear' | 'take-out';
}

function ClearQuestion(props: {
  readonly clearing: Clearing | undefined;
  readonly onAnswer: (answer: 'yes' | 'no') => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  // What is asked stays legible while the question fades.
  const [last, setLast] = useState<Clearing>();
  if (props.clearing !== undefined && props.clearing !== last) setLast(props.clearing);
  const shown = props.clearing ?? last;
  if (shown === undefined) return null;
  const { file, how } = shown;
  const words = how === 'clear' ? 'clear' : 'takeOut';
  return (
    <Confirm
      shown={props.clearing === undefined ? 'hidden' : 'shown'}
      title={t(`screens.logFiles.${words}Title`, { file: file.name })}
      action={t(`screens.logFiles.${words}Action`)}
      tint="blue"
      onConfirm={() => {
        props.onAnswer('yes');
      }}
      onCancel={() => {
        props.onAnswer('no');
      }}
    >
      <p>{t(`screens.logFiles.${words}Text`, { size: format.bytes(file.bytes) })}</p>
      <p className={styles.second}>{t('screens.logFiles.clearLimit')}</p>
    </Confirm>
  );
}

function Files(props: {
  readonly selection: LogSelection;
  readonly onSelect: (selection: LogSelection) => void;
  readonly onClose: () => void;
  readonly onAsking: (asking: 'asking' | 'not-asking') => void;
}) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { list, problem, reload } = useFileList();
  const [wished, setWished] = useState(props.selection.files);
  const [clearing, setClearing] = useState<Clearing>();
  const returnTo = useRef<HTMLElement>(null);
  // The entry of the menu that led to the question is gone: the focus goes back to the menu's button.
  useEffect(() => {
    if (clearing === undefined) returnTo.current?.focus();
  }, [clearing]);
  const files = list?.files ?? [];
  const chosen = stillThere(wished, files);

  const view = (names: readonly string[]): void => {
    props.onSelect(selectionOf(names));
    props.onClose();
  };
  const saveCopy = async (file: LogFileFacts, how: 'savedAs' | 'savedPlain'): Promise<void> => {
    const answer = await act(i18n, 'logs.saveFile', { file: file.id });
    if (answer.ok && answer.value !== null) {
      tellDone(i18n, t(`screens.logFiles.${how}`, { path: answer.value.path }));
    }
  };
  const closeFile = async (file: LogFileFacts): Promise<void> => {
    const answer = await act(i18n, 'logs.closeFile', { file: file.id });
    if (!answer.ok) return;
    // A view must not go on asking for a file that is closed.
    const { selection } = props;
    if (selection.files.includes(file.id)) {
      props.onSelect({ ...selection, files: selection.files.filter((name) => name !== file.id) });
    }
    reload();
  };
  const clear = async ({ file }: Clearing): Promise<void> => {
    const answer = await act(i18n, 'logs.clear', { file: file.id });
    if (answer.ok) tellDone(i18n, t('screens.logFiles.cleared', { name: answer.value.archivedAs }));
    reload();
  };
  const openFiles = async (): Promise<void> => {
    const answer = await act(i18n, 'logs.openFiles', {});
    if (!answer.ok || answer.value.length === 0) return;
    const readable = firstLook(answer.value).map(selectionName);
    // What was opened is what the operator wants to see.
    setWished(readable);
    tellDone(
      i18n,
      t('screens.logFiles.opened', {
        count: answer.value.length,
        formatted: format.number(answer.value.length),
      }),
    );
    reload();
  };
  const onAction = (file: LogFileFacts, action: FileAction, button: HTMLElement | null): void => {
    returnTo.current = button;
    switch (action) {
      case 'save':
        void saveCopy(file, 'savedAs');
        return;
      case 'save-plain':
        void saveCopy(file, 'savedPlain');
        return;
      case 'close':
        void closeFile(file);
        return;
      case 'clear':
      case 'take-out':
        setClearing({ file, how: action });
        props.onAsking('asking');
    }
  };

  return (
    <div className={styles.panel}>
      <div className={styles.tools}>
        <Button
          variant="default"
          leftSection={<IconUpload size={16} aria-hidden="true" />}
          data-testid="log-open-files"
          onClick={() => void openFiles()}
        >
          {t('screens.logFiles.openFiles')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={16} aria-hidden="true" />}
          onClick={() => void act(i18n, 'logs.openFolder', {})}
        >
          {t('screens.logFiles.folder')}
        </Button>
      </div>
      <p className={styles.second}>{t('screens.logFiles.openFilesHelp')}</p>
      {problem === undefined ? null : (
        <ProblemNotice
          problem={problem}
          voice="announced"
          actions={
            <Button size="compact-sm" variant="default" onClick={reload}>
              {t('screens.common.retry')}
            </Button>
          }
        />
      )}
      {list === undefined ? (
        problem === undefined ? (
          <Waiting />
        ) : null
      ) : (
        <>
          <Room list={list} />
          <div className={styles.groups}>
            {files.length === 0 ? (
              <EmptyState icon={IconFileText} title={t('screens.logFiles.empty')}>
                <p>{t('screens.logFiles.emptyText')}</p>
              </EmptyState>
            ) : null}
            {fileGroups(files).map((group) => (
              <section key={group.place} aria-label={t(`screens.logFiles.place.${group.place}`)}>
                <h3 className={styles.groupTitle}>{t(`screens.logFiles.place.${group.place}`)}</h3>
                <p className={styles.second}>{t(`screens.logFiles.placeHelp.${group.place}`)}</p>
                <ul className={styles.rows}>
                  {group.files.map((file) => (
                    <FileRow
                      key={file.id}
                      file={file}
                      chosen={chosen.includes(selectionName(file)) ? 'chosen' : 'free'}
                      onChoose={() => {
                        setWished(toggled(chosen, selectionName(file)));
                      }}
                      onView={() => {
                        view([selectionName(file)]);
                      }}
                      onAction={(action, button) => {
                        onAction(file, action, button);
                      }}
                    />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </>
      )}
      <div className={styles.footer}>
        <span className={styles.second}>
          {chosen.length > mostChosen
            ? t('screens.logFiles.most', { count: mostChosen })
            : chosen.length === 0
              ? t('screens.logFiles.viewNone')
              : ''}
        </span>
        <Button
          disabled={chosen.length === 0 || chosen.length > mostChosen}
          data-testid="log-view-chosen"
          onClick={() => {
            view(chosen);
          }}
        >
          {t('screens.logFiles.viewSome', {
            count: Math.max(1, chosen.length),
            formatted: format.number(chosen.length),
          })}
        </Button>
      </div>
      <ClearQuestion
        clearing={clearing}
        onAnswer={(answer) => {
          if (answer === 'yes' && clearing !== undefined) void clear(clearing);
          setClearing(undefined);
          props.onAsking('not-asking');
        }}
      />
    </div>
  );
}

/** All log files, in a drawer beside the lines: choose, save, clear, open from elsewhere. */
export function FileList(props: {
  readonly opened: boolean;
  readonly selection: LogSelection;
  readonly onSelect: (selection: LogSelection) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'asking' | 'not-asking'>('not-asking');
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      position="right"
      size={560}
      lockScroll={false}
      // Escape answers the question on top and leaves the list.
      closeOnEscape={asking === 'not-asking'}
      title={t('screens.logFiles.title')}
      classNames={{
        body: styles.drawerBody ?? '',
        content: styles.drawerContent ?? '',
        title: styles.drawerTitle ?? '',
      }}
      // A <header> outside of main would count as a second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': t('screens.common.close') }}
    >
      <Files
        selection={props.selection}
        onSelect={props.onSelect}
        onClose={props.onClose}
        onAsking={setAsking}
      />
    </Drawer>
  );
}
