import type { LogCode } from '../../model/log';

/** What stands beside a log line: what happened (`meaning`) and what the reader does now (`next`). */
export interface LogMeaning {
  readonly meaning: string;
  readonly next: string;
}

/** Texts under `logMeaning`: every code of a log line explained; `docs/LOGS.md` is made from them. */
export const logMeaning = {
  // The program
  'app-started': {
    meaning:
      'Passerelle a démarré. La ligne nomme la version et le système, que l’assistance demande en premier.',
    next: 'Rien à faire.',
  },
  'app-stopped': {
    meaning: 'Passerelle s’est arrêtée normalement. Rien n’est synchronisé jusqu’au prochain démarrage.',
    next: 'Rien à faire, si l’arrêt était voulu. Sinon, rouvrez Passerelle.',
  },
  'app-failed': {
    meaning: 'Passerelle a rencontré une erreur que personne n’avait prévue.',
    next: 'Relancez Passerelle, puis envoyez le dossier de diagnostic à l’assistance.',
  },
  'state-problem': {
    meaning:
      'Un fichier de Passerelle était abîmé ou illisible au démarrage. Il a été mis de côté, jamais effacé.',
    next: 'Vérifiez vos connexions et vos synchronisations. Gardez le fichier mis de côté et envoyez le dossier de diagnostic.',
  },
  'lock-taken-over': {
    meaning:
      'Passerelle ne s’était pas arrêtée normalement la dernière fois (coupure, arrêt forcé). Elle reprend la main.',
    next: 'Rien à faire : ce qui était en cours est contrôlé avant de continuer.',
  },
  'lines-missed': {
    meaning:
      'Le disque a refusé des lignes de ce journal pendant un temps. Elles manquent ; les synchronisations ont continué.',
    next: 'Vérifiez la place libre sur le disque et les droits sur le dossier des journaux.',
  },
  'command-failed': {
    meaning: 'Un bouton ou un menu n’a pas pu faire son travail.',
    next: 'Réessayez. Si cela se répète, envoyez le dossier de diagnostic à l’assistance.',
  },
  'command-refused': {
    meaning: 'Une demande de l’écran n’avait pas la forme prévue ; elle a été refusée, rien n’a été fait.',
    next: 'Corrigez la saisie et réessayez. Si la saisie est juste, envoyez le dossier de diagnostic.',
  },
  'secret-not-encrypted': {
    meaning: 'Le trousseau du système n’a pas pris un mot de passe ou un jeton. Il n’est écrit nulle part.',
    next: 'Ouvrez le trousseau du système, puis enregistrez de nouveau la connexion.',
  },
  'page-refused': {
    meaning:
      'La fenêtre a tenté d’ouvrir une page, une permission ou un contenu interdits ; c’est refusé par sécurité.',
    next: 'Rien à faire. Si cela se répète, envoyez le dossier de diagnostic à l’assistance.',
  },
  'page-gone': {
    meaning:
      'L’affichage de Passerelle s’est interrompu et a été rouvert. Les synchronisations ne passent pas par lui.',
    next: 'Rien à faire une fois. Si cela se répète, fermez d’autres programmes et prévenez l’assistance.',
  },
  'child-gone': {
    meaning:
      'Un processus auxiliaire de Passerelle (affichage, réseau, lecture des journaux) s’est interrompu.',
    next: 'Rien à faire une fois. Si un écran reste vide, relancez Passerelle.',
  },
  'stop-failed': {
    meaning: 'À la fermeture, une partie de Passerelle n’a pas fini à temps.',
    next: 'Rien à faire : au prochain démarrage, ce qui restait ouvert est contrôlé.',
  },
  'tail-failed': {
    meaning: 'L’écran n’arrive plus à relire les journaux. Ils continuent d’être écrits.',
    next: 'Vérifiez les droits sur le dossier des journaux, puis rouvrez l’écran.',
  },
  'log-reader-ended': {
    meaning:
      'Le processus qui lit les journaux pour l’écran s’est interrompu ; il est relancé. Les journaux continuent d’être écrits.',
    next: 'Rouvrez l’écran des journaux s’il reste vide. Si cela se répète, envoyez le dossier de diagnostic.',
  },
  'tray-present': {
    meaning:
      'L’icône de Passerelle est dans la zone de notification : fermer la fenêtre laisse Passerelle travailler.',
    next: 'Rien à faire.',
  },
  'tray-absent': {
    meaning: 'Ce bureau n’a pas de zone de notification : fermer la fenêtre arrête Passerelle.',
    next: 'Gardez la fenêtre ouverte tant que des synchronisations doivent avoir lieu.',
  },
  'secrets-in-os-store': {
    meaning: 'Les mots de passe et les jetons sont chiffrés par le trousseau du système.',
    next: 'Rien à faire.',
  },
  'secrets-this-session': {
    meaning:
      'Ce poste n’a pas de trousseau utilisable : les mots de passe sont oubliés quand Passerelle s’arrête.',
    next: 'Saisissez de nouveau les mots de passe après chaque démarrage, ou installez un trousseau.',
  },
  'demonstration-ready': {
    meaning:
      'La démonstration a démarré deux serveurs d’essai sur ce poste. Aucun vrai serveur n’est touché.',
    next: 'Rien à faire.',
  },
  // Connections and synchronisations
  'connection-saved': {
    meaning: 'Une connexion à un serveur a été créée ou modifiée.',
    next: 'Testez la connexion si ce n’est pas fait.',
  },
  'connection-removed': {
    meaning: 'Une connexion a été supprimée de ce poste, avec son secret. Le serveur n’est pas touché.',
    next: 'Rien à faire.',
  },
  'connection-test-passed': {
    meaning: 'Le serveur répond, le compte est accepté et la version est connue.',
    next: 'Rien à faire.',
  },
  'connection-test-failed': {
    meaning: 'Le test de la connexion s’est arrêté à l’étape nommée dans la ligne.',
    next: 'Ouvrez la connexion : l’étape en échec dit quoi corriger. Puis testez de nouveau.',
  },
  'synchronisation-saved': {
    meaning: 'Une synchronisation a été créée ou modifiée.',
    next: 'Rien à faire.',
  },
  'synchronisation-removed': {
    meaning: 'Une synchronisation a été retirée de ce poste. Les deux serveurs ne sont pas touchés.',
    next: 'Rien à faire.',
  },
  'synchronisation-started': {
    meaning: 'Les contrôles automatiques de cette synchronisation sont mis en marche.',
    next: 'Rien à faire.',
  },
  'synchronisation-stopped': {
    meaning: 'Quelqu’un a arrêté cette synchronisation : elle ne s’exécute plus d’elle-même.',
    next: 'Redémarrez-la sur le tableau de bord quand elle doit reprendre.',
  },
  'synchronisation-paused': {
    meaning:
      'Quelqu’un a mis cette synchronisation en pause : elle attend au prochain point sûr, rien n’est perdu.',
    next: 'Choisissez « Reprendre » sur le tableau de bord quand elle doit continuer.',
  },
  'synchronisation-resumed': {
    meaning: 'La pause est finie, la synchronisation continue là où elle en était.',
    next: 'Rien à faire.',
  },
  // Scheduler
  'next-check': {
    meaning: 'La synchronisation attend son heure. La ligne dit quand elle regardera de nouveau.',
    next: 'Rien à faire. Pour ne pas attendre, choisissez « Exécuter maintenant ».',
  },
  'run-refused': {
    meaning:
      'Une exécution a été demandée alors que la précédente n’est pas finie : il n’y en a jamais deux à la fois.',
    next: 'Attendez la fin de l’exécution en cours, puis demandez de nouveau.',
  },
  'not-run': {
    meaning: 'La synchronisation ne s’exécute pas : elle attend que quelqu’un agisse. La ligne dit pourquoi.',
    next: 'Ouvrez la synchronisation : la raison et le remède y sont écrits.',
  },
  'not-automatic': {
    meaning:
      'La synchronisation ne s’exécute pas d’elle-même : elle est manuelle, arrêtée ou en pause, comme il a été choisi.',
    next: 'Rien à faire, si c’est voulu. Sinon, démarrez-la ou passez-la en mode automatique.',
  },
  'waiting-for-destination': {
    meaning: 'Une autre synchronisation écrit sur la même destination ; celle-ci attend son tour.',
    next: 'Rien à faire : elle commence dès que l’autre a fini.',
  },
  'resume-planned': {
    meaning:
      'La dernière exécution avait été coupée ; ce qu’elle avait envoyé va être contrôlé, puis elle continue.',
    next: 'Rien à faire.',
  },
  cooldown: {
    meaning:
      'La dernière exécution a échoué. Passerelle attend avant de réessayer, pour ne pas charger le serveur.',
    next: 'Si l’erreur se répète, lisez sa raison ; sinon rien : le prochain essai est automatique.',
  },
  'waiting-for-network': {
    meaning: 'Le serveur est hors de portée : pas de réseau, ou son nom est introuvable. Rien n’est perdu.',
    next: 'Vérifiez le réseau de ce poste. Le prochain essai est automatique.',
  },
  heartbeat: {
    meaning: 'Passerelle est vivante : une ligne par heure, même quand rien ne change.',
    next: 'Rien à faire. Si ces lignes manquent, Passerelle ou ce poste était arrêté.',
  },
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
} satisfies Record<LogCode, LogMeaning>;
