/** Texts under `screens.logs`. */
export const logs = {
  title: 'Journaux',
  description: 'Les dernières lignes des fichiers choisis, dans l’ordre du temps, au fur et à mesure.',
  files: 'Fichiers suivis',
  file: {
    dhis2Sync: 'Toute l’application',
    errors: 'Erreurs',
    autoSync: 'Synchronisation automatique',
    changesDetected: 'Changements détectés',
    syncJobs: 'Exécutions',
  },
  level: 'Niveau',
  levels: { all: 'Tous', warnings: 'Avertissements', errors: 'Erreurs' },
  levelName: {
    DEBUG: 'DEBUG',
    INFO: 'INFO',
    WARNING: 'AVERT.',
    ERROR: 'ERREUR',
    CRITICAL: 'CRITIQUE',
  },
  fields: 'Champs techniques',
  following: 'Suivi en direct',
  paused: 'Suivi en pause',
  resume: 'Reprendre le suivi (Fin)',
  newLines_one: '{{formatted}} nouvelle ligne — reprendre le suivi',
  newLines_many: '{{formatted}} nouvelles lignes — reprendre le suivi',
  newLines_other: '{{formatted}} nouvelles lignes — reprendre le suivi',
  missed_one: '{{formatted}} ligne arrivée trop vite n’est pas affichée ; elle est dans le fichier.',
  missed_many:
    '{{formatted}} lignes arrivées trop vite ne sont pas affichées ; elles sont dans les fichiers.',
  missed_other:
    '{{formatted}} lignes arrivées trop vite ne sont pas affichées ; elles sont dans les fichiers.',
  openFolder: 'Ouvrir le dossier des journaux',
  lines: 'Lignes de journal',
  empty: 'Aucune ligne pour l’instant dans les fichiers choisis.',
  noFile: 'Choisissez au moins un fichier.',
};
