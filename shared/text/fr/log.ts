/**
 * Texts under `log`: one sentence for each code of a log line. Values of `problem`, `outcome`, `trigger`, `phase`,
 * `domain`, `what` and `why` are shown in words here; the fields behind the sentence keep the codes.
 */
export const log = {
  // The program
  'app-started': 'Passerelle {{version}} démarre : {{runtime}}, Node {{node}}, {{platform}}',
  'app-stopped': 'Passerelle s’arrête',
  'app-failed': 'Erreur inattendue : {{reason}}',
  'state-problem': 'État sur disque : {{problem}} ({{file}}, conservé sous {{keptAs}})',
  'lock-taken-over':
    'Verrou du dossier d’état repris au processus {{pid}}, qui ne tourne plus (depuis {{since}})',
  'lines-missed': 'Lignes de journal non écrites dans {{file}}, le disque les refusait : {{lines}}',
  'log-cleared': 'Journal {{file}} vidé, son contenu est archivé sous {{archivedAs}}',
  'command-failed': 'La commande {{command}} a échoué : {{cause}}',
  'command-refused': 'La commande {{command}} a été refusée : {{what}}, {{why}}',
  'secret-not-encrypted': 'Le trousseau {{backend}} n’a pas pris le secret : {{cause}}',
  'page-refused': 'La fenêtre a demandé ce qui lui est interdit, refusé : {{refusal}} {{what}}',
  'page-gone': 'La page de la console s’est interrompue ({{reason}}), elle est rouverte',
  'child-gone': 'Un processus auxiliaire s’est interrompu : {{type}}, {{reason}}',
  'stop-failed': 'À l’arrêt, {{name}} n’a pas pu se terminer : {{cause}}',
  'log-reader-ended':
    'La lecture des journaux pour l’écran s’est interrompue (code {{code}}), relancée : {{again}}',
  'tray-present': 'Zone de notification présente, icône affichée',
  'tray-absent': 'Pas de zone de notification : fermer la fenêtre quitte Passerelle',
  'secrets-in-os-store': 'Secrets gardés dans le trousseau du système ({{backend}})',
  'secrets-this-session':
    'Aucun trousseau du système ({{backend}}) : secrets gardés pour cette session seulement',
  'demonstration-ready': 'Démonstration prête : source {{source}}, destination {{destination}}',
  // Connections and synchronisations
  'connection-saved': 'Connexion {{name}} enregistrée',
  'connection-removed': 'Connexion {{name}} supprimée',
  'connection-test-passed': 'Test de la connexion {{name}} : réussi',
  'connection-test-failed': 'Test de la connexion {{name}} : échec à l’étape {{step}}, {{problem}}',
  'synchronisation-saved': 'Synchronisation {{name}} enregistrée',
  'synchronisation-removed': 'Synchronisation {{name}} supprimée',
  'synchronisation-started': 'Synchronisation automatique démarrée : {{name}}',
  'synchronisation-stopped': 'Synchronisation automatique arrêtée : {{name}}',
  'synchronisation-paused': 'Synchronisation mise en pause : {{name}}',
  'synchronisation-resumed': 'Synchronisation reprise : {{name}}',
  // Scheduler
  'next-check': '{{name}} : prochain contrôle à {{at}}',
  'run-refused': '{{name}} : exécution refusée, une autre est en cours',
  'not-run': '{{name}} ne s’exécute pas : {{problem}}',
  'not-automatic': '{{name}} ne s’exécute pas d’elle-même : {{why}}',
  'waiting-for-destination': '{{name}} attend son tour : une autre synchronisation écrit sur {{connection}}',
  'resume-planned': '{{name}} : exécution interrompue, reprise à {{at}}',
  cooldown: '{{name}} : attente après une erreur jusqu’à {{until}} ({{problem}})',
  'waiting-for-network': '{{name}} : en attente du réseau ({{problem}})',
  heartbeat: 'Signe de vie : {{synchronisations}} synchronisations, dont {{running}} en cours',
  // Change detector
  'detection-started': 'Détection de changements pour {{name}}',
  'detection-since': '{{what}} : changements recherchés depuis {{since}}',
  'detection-complete': '{{what}} : tout est relu ({{why}})',
  'data-sets-reread': '{{what}} : jeux de données relus en entier : {{dataSets}} ({{why}})',
  'changes-found': '{{what}} : changements trouvés : {{changes}} (depuis {{since}})',
  'deletions-found': '{{what}} : suppressions trouvées : {{deletions}} (depuis {{since}})',
  'resource-changes':
    '{{what}}, {{resource}} : changements {{changes}}, suppressions {{deletions}} (depuis {{since}})',
  'no-change': '{{what}} : aucun changement depuis {{since}}',
  'differences-found':
    '{{what}} : différences entre les deux serveurs : {{changes}} à envoyer, {{deletions}} à supprimer',
  'resource-differences':
    '{{what}}, {{resource}} : différences : {{changes}} à envoyer, {{deletions}} à supprimer',
  'no-difference': '{{what}} : aucune différence entre les deux serveurs, tout a été comparé',
  'detection-failed': '{{what}} : changements impossibles à lire, {{problem}}',
  'resource-unfinished': '{{what}}, {{resource}} : recherche ou envoi inachevé, {{problem}}',
  'data-sets-unfinished': '{{what}} : jeux de données inachevés : {{dataSets}}, {{problem}}',
  // Runs
  'run-started': '{{name}} : exécution démarrée ({{trigger}})',
  'run-first': '{{name}} : première exécution, tout est comparé',
  'run-incremental': '{{name}} : exécution incrémentale depuis {{since}}',
  'run-resumed': '{{name}} : reprise, lots à contrôler : {{batches}}',
  'run-interrupted': 'Exécution interrompue par l’arrêt du programme, close au redémarrage',
  stage: '{{name}} : étape « {{phase}} »',
  'domain-stage': '{{name}} : étape « {{phase}} », {{domain}}',
  'run-problem': 'Erreur : {{problem}}',
  'first-write-held':
    '{{name}} : la destination n’est pas vide, la première écriture attend une confirmation',
  'deletions-held': '{{dataSet}} : suppressions retenues, en attente d’une réponse : {{values}}',
  'account-given-org-units':
    '{{connection}} : unités d’organisation ajoutées au compte {{username}} : {{count}}',
  'run-finished':
    '{{name}} : exécution terminée, {{outcome}} : {{read}} lus, {{created}} créés, {{updated}} modifiés, {{unchanged}} inchangés, {{deleted}} supprimés, {{quarantined}} en quarantaine, {{held}} suppressions retenues',
  'proof-started': '{{name}} : comparaison des deux serveurs démarrée ({{trigger}})',
  'proof-equal': '{{name}} : vérifié égal, tranches comparées : {{slices}}',
  'proof-different':
    '{{name}} : les deux serveurs diffèrent, différences : {{differences}}, tranches comparées : {{slices}}',
  // Batches and records
  'batch-sent': 'Lot {{batch}} envoyé : {{records}} enregistrements, {{bytes}} octets',
  'batch-acknowledged': 'Lot {{batch}} acquitté : {{arrived}} arrivés, {{refused}} refusés',
  'batch-settled-by-reading': 'Lot réglé par relecture de la destination : {{arrived}} arrivés',
  'metadata-settled':
    'Lot {{batch}} réglé par relecture de la destination : {{arrived}} arrivés, {{missing}} non arrivés',
  'metadata-effect-unknown':
    'Réponse perdue pour le lot {{batch}}, objets : {{objects}} : la destination va être relue',
  'batch-too-large': 'Lot de {{rows}} lignes trop grand pour le serveur, il est partagé',
  'batch-effect-unknown':
    'Réponse perdue pour {{values}} valeurs de {{dataSet}} : la destination va être relue',
  'values-refused': '{{dataSet}} : valeurs refusées par la destination, mises en quarantaine : {{values}}',
  'record-quarantined': 'Mis en quarantaine : {{slice}} {{key}}, {{problem}}',
  'answers-doubtful':
    'Les réponses de la source ne s’accordent pas, jeux de données relus en entier : {{dataSets}}',
  'aggregate-ended-early': 'Données agrégées : arrêt avant la fin, le reste n’a pas été vérifié',
  'aggregate-done':
    'Données agrégées : {{read}} lues, {{created}} créées, {{updated}} modifiées, {{unchanged}} inchangées, {{deleted}} supprimées, {{quarantined}} en quarantaine',
  'names-not-read': 'Noms non lus ({{plural}}), les identifiants sont affichés : {{problem}}',
  // Requests
  throttled: '{{host}} demande de ralentir : nouvel essai dans {{ms}} ms',
  'request-repeated': '{{method}} {{path}} : nouvel essai {{attempt}} dans {{ms}} ms, {{problem}}',
  'request-failed': '{{method}} {{path}} : {{problem}}',
};
