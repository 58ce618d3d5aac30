/** Texts under `cli`: what the command line says. */
export const cli = {
  usage: `Utilisation :
  passerelle run --setup FICHIER.json --state DOSSIER --once [--sync NOM] [--json] [--yes] [--allow-deletions N]
  passerelle check --setup FICHIER.json [--json]
  passerelle demo [--scale 0.1]
  passerelle logs list --state DOSSIER [--json]
  passerelle logs view FICHIER [--state DOSSIER] [--lines 100] [--json]
  passerelle logs tail [FICHIER…] --state DOSSIER [--lines 10] [--json]
  passerelle logs search RECHERCHE --files a.log,b.log [--state DOSSIER] [--level ERROR,WARNING+] [--module M] [--run R] [--code C] [--from DATE] [--until DATE] [--regex] [--exact-case] [--context N] [--old] [--json|--count]
  passerelle logs clear FICHIER --state DOSSIER [--yes]
  passerelle logs bundle --out FICHIER.zip --state DOSSIER [--hours 24 | --from DATE --until DATE] [--hide-names] [--setup FICHIER.json]
Options communes : --language fr|en
Codes de sortie : 0 rien à signaler ; 1 quarantaine, suppressions retenues ou différences ; 2 échec ou lecture incomplète ; 64 commande ou fichier de configuration invalide.
logs search : 0 trouvé ; 1 rien trouvé ; 2 quelque chose n’a pas pu être lu.`,
  badUsage: 'Commande invalide : {{words}}',
  badSetup: 'Fichier de configuration invalide, {{place}} : {{reason}}',
  unknownSynchronisation: 'Aucune synchronisation ne s’appelle « {{name}} » dans ce fichier.',
  onceNeeded: 'Ajoutez --once : l’exécution continue sans console n’existe pas encore.',
  running: 'Synchronisation « {{name}} »',
  phase: {
    connecting: 'connexion aux deux serveurs',
    settling: 'vérification de ce qui a été interrompu',
    reading: 'lecture',
    comparing: 'comparaison',
    validating: 'validation',
    sending: 'envoi',
    deleting: 'suppressions',
    proving: 'comparaison des deux serveurs',
  },
  progress: '{{phase}} : {{done}}',
  progressOf: '{{phase}} : {{done}} sur {{total}}',
  result: {
    changed: 'Modifié : {{sent}} enregistrements envoyés, {{deleted}} supprimés, {{unchanged}} inchangés.',
    'verified-unchanged': 'Rien à envoyer : tout a été relu, {{unchanged}} enregistrements inchangés.',
    'could-not-look': 'Impossible de vérifier : rien n’a pu être regardé.',
    'partly-looked':
      'Vérifié en partie : {{sent}} enregistrements envoyés, le reste n’a pas pu être regardé.',
  },
  proof: {
    equal: 'Vérifié identique le {{at}} : {{scope}}.',
    different: 'Les deux serveurs diffèrent : {{differences}} différences ({{scope}}).',
    'not-checked': 'Les deux serveurs n’ont pas été comparés.',
  },
  scope: { metadata: 'métadonnées', aggregate: 'valeurs agrégées' },
  quarantined: '{{count}} enregistrements en quarantaine.',
  held: '{{count}} suppressions retenues : relancez avec --allow-deletions {{count}} pour les autoriser.',
  confirm: 'La destination n’est pas vide ({{counts}}). Relancez avec --yes pour écrire dans ce serveur.',
  check: '{{name}} : {{step}} — {{result}}',
  checkResult: { passed: 'réussi', warning: 'attention', failed: 'échoué', skipped: 'non fait' },
  demo: {
    starting: 'Démonstration : démarrage de deux serveurs d’essai…',
    begins:
      'Source {{source}}, destination {{destination}}. La synchronisation commence dans {{seconds}} secondes.',
    done: 'Démonstration terminée en {{seconds}} s : {{outcome}}',
  },
  logs: {
    none: 'Aucun fichier de journal dans {{folder}}.',
    total:
      '{{files}} fichiers, {{bytes}} octets dans le dossier des journaux. Colonnes : nom, octets, dernier changement, lignes.',
    confirmClear: 'Vider {{file}} ? Son contenu sera gardé dans les archives. (oui/non) ',
    yesNeeded: 'Ajoutez --yes pour vider {{file}} : personne ne peut répondre ici.',
    notCleared: 'Rien n’a été vidé.',
    clearRunning:
      'Passerelle utilise ces journaux en ce moment : videz-les depuis sa fenêtre (Journaux, Fichiers), ou fermez-la d’abord.',
    cleared: '{{file}} vidé, contenu gardé : archive/{{archivedAs}}',
    entry: '  {{name}} : {{bytes}} octets',
    entryLines: '  {{name}} : {{bytes}} octets, {{lines}} lignes',
    incomplete: '  {{name}} : {{bytes}} octets, incomplet : {{title}}',
    missing: '  {{name}} : absent : {{title}}',
    saved: 'Dossier de diagnostic enregistré : {{path}} ({{entries}} fichiers, {{bytes}} octets)',
  },
  error: 'Erreur {{code}} : {{title}}. {{next}}',
  words: 'Réponse du serveur : {{words}}',
};
