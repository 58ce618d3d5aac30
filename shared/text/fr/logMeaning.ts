import type { LogCode } from '../../model/log';
import { runMeaning } from './runMeaning';

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
  'log-cleared': {
    meaning:
      'Un opérateur a vidé ce journal. Rien n’est perdu : ce qu’il contenait est dans le dossier archive des journaux.',
    next: 'Rien à faire. Pour relire les lignes, ouvrez l’archive dans l’écran des journaux.',
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
  ...runMeaning,
} satisfies Record<LogCode, LogMeaning>;
