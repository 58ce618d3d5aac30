import type { LogCode } from '../../model/log';
import type { LogMeaning } from './logMeaning';

/** The part of `logMeaning` that explains what runs do: detection, stages, batches, requests. */
export const runMeaning = {
  // Change detector
  'detection-started': {
    meaning: 'Passerelle commence à chercher ce qui a changé à la source.',
    next: 'Rien à faire.',
  },
  'detection-since': {
    meaning: 'Seul ce qui a changé depuis cette date, à l’heure du serveur source, est demandé.',
    next: 'Rien à faire.',
  },
  'detection-complete': {
    meaning: 'Les deux serveurs sont lus en entier et comparés, parce que la dernière lecture ne suffit pas.',
    next: 'Rien à faire : c’est plus long que d’habitude, une seule fois.',
  },
  'data-sets-reread': {
    meaning: 'Ces jeux de données sont lus en entier aux deux bouts et comparés, pour la raison donnée.',
    next: 'Rien à faire : c’est plus long que d’habitude, une seule fois.',
  },
  'changes-found': {
    meaning:
      'Nombre d’enregistrements qui ont changé à la source depuis la date donnée et qui seront envoyés.',
    next: 'Rien à faire.',
  },
  'deletions-found': {
    meaning: 'Nombre d’enregistrements supprimés à la source depuis la date donnée.',
    next: 'Rien à faire. S’ils sont nombreux, la suppression attend votre réponse sur le tableau de bord.',
  },
  'resource-changes': {
    meaning:
      'Le détail par type d’objet ou par jeu de données de ce qui a changé ou a été supprimé à la source.',
    next: 'Rien à faire.',
  },
  'no-change': {
    meaning: 'Tout a été regardé : rien n’a changé à la source depuis la date donnée.',
    next: 'Rien à faire.',
  },
  'differences-found': {
    meaning:
      'Les deux serveurs ont été comparés en entier ; la ligne dit ce qui diffère et sera envoyé ou supprimé.',
    next: 'Rien à faire.',
  },
  'resource-differences': {
    meaning: 'Le détail par type d’objet ou par jeu de données de ce qui diffère entre les deux serveurs.',
    next: 'Rien à faire.',
  },
  'no-difference': {
    meaning: 'Les deux serveurs ont été comparés en entier : ils portent les mêmes enregistrements.',
    next: 'Rien à faire.',
  },
  'detection-failed': {
    meaning: 'Passerelle n’a pas pu regarder tout ce qui devait l’être. Ce n’est pas « aucun changement ».',
    next: 'Lisez la raison dans la ligne. La recherche reprend du même point à la prochaine exécution.',
  },
  'resource-unfinished': {
    meaning:
      'Ce jeu de données n’a pas été regardé, ou envoyé, jusqu’au bout. Ce n’est pas « aucun changement ».',
    next: 'Lisez la raison dans la ligne. Le travail reprend du même point à la prochaine exécution.',
  },
  'data-sets-unfinished': {
    meaning:
      'Plusieurs jeux de données n’ont pas été regardés, ou envoyés, jusqu’au bout, pour la même raison.',
    next: 'Lisez la raison dans la ligne. Le travail reprend du même point à la prochaine exécution.',
  },
  // Runs
  'run-started': {
    meaning: 'Une exécution commence ; la ligne dit qui l’a lancée.',
    next: 'Rien à faire.',
  },
  'run-first': {
    meaning: 'Cette synchronisation n’a encore jamais réussi : les deux serveurs sont comparés en entier.',
    next: 'Rien à faire : la première exécution est la plus longue.',
  },
  'run-incremental': {
    meaning: 'L’exécution part de la dernière qui a réussi et ne regarde que la suite.',
    next: 'Rien à faire.',
  },
  'run-resumed': {
    meaning:
      'Des lots envoyés par une exécution coupée sont contrôlés en relisant la destination, avant tout nouvel envoi.',
    next: 'Rien à faire.',
  },
  'run-interrupted': {
    meaning:
      'Une exécution était en cours quand Passerelle s’est arrêtée ; elle est close comme interrompue.',
    next: 'Rien à faire : la suivante contrôle ce qui est arrivé et continue.',
  },
  stage: {
    meaning: 'L’exécution passe à cette étape.',
    next: 'Rien à faire.',
  },
  'domain-stage': {
    meaning: 'L’exécution passe à cette étape pour les métadonnées ou pour les données agrégées.',
    next: 'Rien à faire.',
  },
  'run-problem': {
    meaning:
      'L’erreur qui a arrêté ou diminué l’exécution ; la réponse du serveur est gardée à côté de l’exécution.',
    next: 'Ouvrez l’exécution dans l’historique : la raison et le remède y sont écrits.',
  },
  'first-write-held': {
    meaning: 'La destination contient déjà des données ; rien n’y est écrit avant votre accord.',
    next: 'Lisez ce que la destination contient sur le tableau de bord, puis confirmez ou refusez.',
  },
  'deletions-held': {
    meaning:
      'La source a perdu beaucoup de valeurs d’un coup ; rien n’est supprimé à la destination avant votre accord.',
    next: 'Vérifiez à la source que ces suppressions sont voulues, puis répondez sur le tableau de bord.',
  },
  'account-given-org-units': {
    meaning:
      'Le compte de la destination n’avait pas toutes les unités d’organisation nécessaires ; elles lui ont été données.',
    next: 'Rien à faire. L’administrateur du serveur peut vérifier le compte nommé.',
  },
  'run-finished': {
    meaning: 'L’exécution est finie ; la ligne donne son résultat et ses nombres.',
    next: 'Si le résultat n’est ni « à jour » ni « modifié », ouvrez l’exécution dans l’historique.',
  },
  'proof-started': {
    meaning: 'Les deux serveurs vont être relus et comparés ; rien n’est écrit.',
    next: 'Rien à faire.',
  },
  'proof-equal': {
    meaning: 'Les deux serveurs ont été relus et comparés : ils sont égaux pour tout ce qui est synchronisé.',
    next: 'Rien à faire.',
  },
  'proof-different': {
    meaning:
      'Les deux serveurs ont été relus et diffèrent encore ; les différences sont listées dans l’exécution.',
    next: 'Ouvrez l’exécution et la quarantaine : elles nomment ce qui n’est pas égal.',
  },
  // Batches and records
  'batch-sent': {
    meaning: 'Un lot est parti vers la destination.',
    next: 'Rien à faire.',
  },
  'batch-acknowledged': {
    meaning: 'La destination a répondu pour chaque enregistrement du lot.',
    next: 'Rien à faire. Ce qui est refusé est en quarantaine.',
  },
  'batch-settled-by-reading': {
    meaning: 'On ne savait pas si un lot était arrivé ; la destination a été relue pour en être sûr.',
    next: 'Rien à faire.',
  },
  'metadata-settled': {
    meaning:
      'On ne savait pas si un lot de métadonnées était arrivé ; la destination a été relue pour en être sûr.',
    next: 'Rien à faire : ce qui n’est pas arrivé est envoyé de nouveau.',
  },
  'metadata-effect-unknown': {
    meaning:
      'La liaison a été coupée pendant un envoi de métadonnées : on ne sait pas encore s’il est arrivé.',
    next: 'Rien à faire : la destination est relue avant tout nouvel envoi.',
  },
  'batch-too-large': {
    meaning: 'La destination trouve le lot trop grand ; il est partagé en lots plus petits.',
    next: 'Rien à faire.',
  },
  'batch-effect-unknown': {
    meaning: 'La liaison a été coupée pendant un envoi de valeurs : on ne sait pas encore s’il est arrivé.',
    next: 'Rien à faire : la destination est relue avant tout nouvel envoi.',
  },
  'values-refused': {
    meaning: 'La destination a refusé des valeurs. Elles sont en quarantaine, les autres ont continué.',
    next: 'Ouvrez la quarantaine : elle dit pour chaque valeur pourquoi et quoi corriger.',
  },
  'record-quarantined': {
    meaning: 'Un enregistrement que la destination refuse est mis de côté, les autres ont continué.',
    next: 'Ouvrez la quarantaine : elle dit pourquoi et quoi corriger.',
  },
  'answers-doubtful': {
    meaning:
      'La source dit « rien de nouveau », mais ne montre plus des valeurs connues. Par prudence tout est relu.',
    next: 'Vérifiez que le compte de la source a gardé ses droits et ses unités d’organisation.',
  },
  'aggregate-ended-early': {
    meaning: 'Les données agrégées n’ont pas toutes été regardées. Ce n’est pas « aucun changement ».',
    next: 'Lisez l’erreur de l’exécution. Le reste est regardé à la prochaine.',
  },
  'aggregate-done': {
    meaning: 'Les nombres de cette exécution pour les données agrégées.',
    next: 'Rien à faire.',
  },
  'names-not-read': {
    meaning: 'Les noms de certains objets n’ont pas pu être lus : les listes montrent leurs identifiants.',
    next: 'Rien à faire : la synchronisation n’en dépend pas.',
  },
  // Requests
  throttled: {
    meaning: 'Le serveur demande de ralentir (trop de demandes). Passerelle attend le temps demandé.',
    next: 'Rien à faire. Si cela dure, demandez à l’administrateur du serveur la limite fixée.',
  },
  'request-repeated': {
    meaning:
      'Une demande au serveur a échoué d’une façon passagère ; elle est faite de nouveau, sans risque de doublon.',
    next: 'Rien à faire. Si ces lignes sont nombreuses, la liaison est mauvaise.',
  },
  'request-failed': {
    meaning: 'Une demande au serveur a échoué et n’est pas répétée ; l’exécution dit ce qu’elle en fait.',
    next: 'Lisez les lignes suivantes de la même exécution.',
  },
} satisfies Partial<Record<LogCode, LogMeaning>>;
