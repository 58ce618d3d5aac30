import { app, dialog } from 'electron';
import { basename, dirname, join } from 'node:path';

/** Asks the operator for files; paths come from the desktop's own dialogs only, never from a page. */
export interface FileDialogs {
  /** Where to write; `undefined` when cancelled. The name is a proposal. */
  saveAs(name: string, kind: FileKind): Promise<string | undefined>;
  /** Log files to look at; empty when cancelled. */
  openLogs(): Promise<readonly string[]>;
}

/** What is written: decides on the proposed ending. */
export type FileKind = 'log' | 'zip';

const endings: Readonly<Record<FileKind, readonly string[]>> = { log: ['log', 'txt', 'gz'], zip: ['zip'] };

/** A name without anything that a folder or a file system could take for something else. */
export function proposedName(name: string): string {
  const clean = basename(name.replaceAll('\\', '/'))
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .slice(-120);
  return /[\p{L}\p{N}]/u.test(clean) ? clean : 'passerelle.log';
}

/** Makes the dialogs; each begins in the folder that was used last. */
export function createFileDialogs(): FileDialogs {
  let folder: string | undefined;
  const startFolder = (): string => folder ?? app.getPath('downloads');
  return {
    saveAs: async (name, kind) => {
      const { canceled, filePath } = await dialog.showSaveDialog({
        defaultPath: join(startFolder(), proposedName(name)),
        filters: [
          { name: endings[kind].map((ending) => `.${ending}`).join(', '), extensions: [...endings[kind]] },
        ],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      });
      if (canceled || filePath === '') return undefined;
      folder = dirname(filePath);
      return filePath;
    },
    openLogs: async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        defaultPath: startFolder(),
        properties: ['openFile', 'multiSelections'],
      });
      const [first] = filePaths;
      if (canceled || first === undefined) return [];
      folder = dirname(first);
      return filePaths;
    },
  };
}
