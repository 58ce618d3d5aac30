/** Texts under `problem`: for each code what happened (`title`) and what to do (`next`). */
export const problem = {
  'name-not-found': {
    title: 'Le nom du serveur est introuvable',
    next: 'Vérifiez l’adresse de la connexion et l’accès de ce poste à Internet.',
  },
  'connection-refused': {
    title: 'Le serveur refuse la connexion réseau',
    next: 'Vérifiez le port dans l’adresse et que le serveur est démarré. Les contrôles automatiques réessaient d’eux-mêmes.',
  },
  'network-unreachable': {
    title: 'Le réseau est hors de portée',
    next: 'Vérifiez que ce poste est relié au réseau. Les contrôles automatiques réessaient d’eux-mêmes.',
  },
  'timed-out': {
    title: 'Le serveur n’a pas répondu à temps',
    next: 'Le serveur ou la liaison est lent : réessayez plus tard. Si cela dure, prévenez l’administrateur du serveur.',
  },
  'connection-cut': {
    title: 'La liaison a été coupée pendant l’échange',
    next: 'Rien n’est perdu : à la prochaine exécution, ce qui est arrivé est relu avant tout nouvel envoi.',
  },
  'tls-failed': {
    title: 'Le certificat du serveur n’est pas accepté',
    next: 'Vérifiez l’adresse, la date de ce poste et, auprès de l’administrateur, la validité du certificat.',
  },
  'http-not-allowed': {
    title: 'L’adresse n’est pas chiffrée (http://)',
    next: 'Utilisez une adresse https://. À défaut, autorisez http:// dans la connexion : le mot de passe circulera en clair.',
  },
  redirected: {
    title: 'Le serveur renvoie vers une autre adresse',
    next: 'Ouvrez l’adresse dans un navigateur et saisissez dans la connexion l’adresse finale, jusqu’au chemin de DHIS2.',
  },
  'not-json': {
    title: 'La réponse n’est pas celle d’un serveur DHIS2',
    next: 'Vérifiez le chemin de l’adresse. Une page de connexion ou un serveur mandataire peut répondre à la place de DHIS2.',
  },
  'malformed-answer': {
    title: 'La réponse du serveur est illisible',
    next: 'Réessayez. Si cela dure, un équipement du réseau altère peut-être les réponses : prévenez l’administrateur.',
  },
  'incomplete-answer': {
    title: 'La réponse du serveur est incomplète',
    next: 'Rien n’est tenu pour lu : la lecture reprend à la prochaine exécution.',
  },
  'wrong-credentials': {
    title: 'Le serveur refuse l’identifiant ou le secret',
    next: 'Ouvrez la connexion, remplacez le mot de passe ou le jeton, puis testez. Aucun autre essai n’est fait, pour ne pas bloquer le compte.',
  },
  forbidden: {
    title: 'Le compte n’a pas le droit de faire cela',
    next: 'Demandez à l’administrateur du serveur les autorités qui manquent à ce compte.',
  },
  'not-found': {
    title: 'Le serveur ne connaît pas cette adresse',
    next: 'Vérifiez le chemin dans l’adresse de la connexion (par exemple /dhis).',
  },
  conflict: {
    title: 'Le serveur a refusé la demande',
    next: 'Lisez la réponse du serveur ci-dessous : elle nomme ce qui s’oppose à la demande.',
  },
  'too-large': {
    title: 'L’envoi est trop volumineux pour le serveur',
    next: 'Les lots suivants seront plus petits. Si cela dure, prévenez l’administrateur du serveur.',
  },
  'too-many-requests': {
    title: 'Le serveur demande de ralentir',
    next: 'Rien à faire : la reprise est automatique.',
  },
  'gateway-error': {
    title: 'DHIS2 ne répond pas derrière son serveur d’accès',
    next: 'DHIS2 redémarre peut-être : réessayez dans quelques minutes. Si cela dure, prévenez l’administrateur.',
  },
  'server-error': {
    title: 'Le serveur a rencontré une erreur interne',
    next: 'Réessayez. Si cela dure, transmettez la réponse du serveur ci-dessous à son administrateur.',
  },
  'unsupported-version': {
    title: 'Cette version de DHIS2 n’est pas prise en charge',
    next: 'Passerelle travaille avec DHIS2 2.40 à 2.43.',
  },
  'unsupported-calendar': {
    title: 'Le calendrier de ce serveur n’est pas pris en charge',
    next: 'Seul le calendrier grégorien (iso8601) est pris en charge pour l’instant.',
  },
  'missing-authority': {
    title: 'Il manque une autorité à ce compte',
    next: 'Demandez à l’administrateur du serveur d’ajouter cette autorité à un rôle du compte.',
  },
  'account-without-org-units': {
    title: 'Aucune unité d’organisation n’est attribuée à ce compte',
    next: 'Demandez à l’administrateur d’attribuer au compte les unités d’organisation à lire ou à écrire.',
  },
  'same-server': {
    title: 'La source et la destination sont le même serveur',
    next: 'Choisissez une autre destination. Si l’un est une copie de l’autre, confirmez-le dans la synchronisation.',
  },
  'server-identity-changed': {
    title: 'Ce n’est plus le même serveur à cette adresse',
    next: 'Le serveur a été remplacé ou restauré. Vérifiez l’adresse, puis enregistrez de nouveau la connexion pour l’accepter.',
  },
  'server-clock-went-back': {
    title: 'L’horloge du serveur a reculé',
    next: 'Tout est relu depuis un point plus ancien. Demandez à l’administrateur de régler l’horloge du serveur.',
  },
  'server-clock-unreadable': {
    title: 'L’heure du serveur est illisible',
    next: 'Sans elle, aucun changement ne peut être daté. Prévenez l’administrateur du serveur.',
  },
  'import-report-unreadable': {
    title: 'Le rapport d’importation est illisible',
    next: 'Rien n’est tenu pour arrivé : la destination est relue avant tout nouvel envoi.',
  },
  'import-rejected': {
    title: 'La destination a refusé tout le lot',
    next: 'Lisez la réponse du serveur ci-dessous, corrigez la cause, puis exécutez de nouveau.',
  },
  'record-rejected': {
    title: 'La destination a refusé cet enregistrement',
    next: 'Corrigez-le à la source ou complétez la destination, puis renvoyez-le.',
  },
  'dependency-quarantined': {
    title: 'Dépend d’un objet mis en quarantaine',
    next: 'Corrigez d’abord l’objet dont il dépend : il partira ensuite avec lui.',
  },
  'not-arrived': {
    title: 'Envoyé, mais absent de la destination',
    next: 'Il reste en quarantaine. Vérifiez qu’il est permis à la destination, puis renvoyez-le.',
  },
  'data-set-missing': {
    title: 'La destination n’a pas ce jeu de données',
    next: 'Synchronisez d’abord les métadonnées, ou créez l’ensemble de données à la destination : ses valeurs suivront.',
  },
  'confirmation-needed': {
    title: 'La destination n’est pas vide : votre accord est nécessaire',
    next: 'Comparez les nombres affichés, puis acceptez ou refusez la première écriture.',
  },
  'deletions-held': {
    title: 'Des suppressions attendent votre accord',
    next: 'Relisez les noms, puis acceptez ou refusez. Rien n’est supprimé sans réponse.',
  },
  'ends-differ': {
    title: 'Les deux serveurs diffèrent',
    next: 'Ouvrez l’exécution pour voir la liste des différences.',
  },
  'state-locked': {
    title: 'Un autre programme utilise déjà ce dossier d’état',
    next: 'Fermez l’autre Passerelle (fenêtre ou ligne de commande) qui travaille sur ce dossier, puis réessayez.',
  },
  'state-unreadable': {
    title: 'Un fichier d’état était illisible',
    next: 'Il est conservé à part, rien n’en est effacé. Vérifiez vos connexions et vos synchronisations.',
  },
  'disk-full': {
    title: 'Le disque est plein',
    next: 'Libérez de la place : aucune exécution ne commence tant que l’état ne peut pas être écrit.',
  },
  'disk-failed': {
    title: 'Le disque refuse l’écriture',
    next: 'Vérifiez les droits du dossier de données et l’état du disque.',
  },
  'secret-missing': {
    title: 'Le mot de passe ou le jeton manque',
    next: 'Ouvrez la connexion et saisissez-le.',
  },
  'secret-store-unavailable': {
    title: 'Le trousseau du système n’est pas disponible',
    next: 'Les secrets ne sont gardés que pour cette session. Ouvrez le trousseau de votre session pour les conserver.',
  },
  'setup-invalid': {
    title: 'La configuration n’est pas valable',
    next: 'Corrigez l’élément nommé, puis réessayez.',
  },
  'unsupported-domain': {
    title: 'Ce type de données n’est pas encore pris en charge',
    next: 'Seules les métadonnées et les données agrégées sont synchronisées pour l’instant.',
  },
  'unsupported-mode': {
    title: 'Ce mode n’est pas encore pris en charge',
    next: 'Choisissez le mode manuel ou automatique.',
  },
  'unknown-synchronisation': {
    title: 'Cette synchronisation n’existe plus',
    next: 'Actualisez la liste (F5).',
  },
  'unknown-connection': {
    title: 'Cette connexion n’existe plus',
    next: 'Actualisez la liste (F5).',
  },
  'already-running': {
    title: 'Une exécution est déjà en cours',
    next: 'Attendez sa fin ou arrêtez-la.',
  },
  'run-interrupted': {
    title: 'L’exécution a été interrompue',
    next: 'Le programme s’est arrêté en cours de route. La prochaine exécution vérifie ce qui est arrivé, puis reprend.',
  },
  'stopped-by-operator': {
    title: 'Arrêtée par vous',
    next: 'Exécutez de nouveau pour reprendre là où elle en était.',
  },
  'invalid-input': {
    title: 'La saisie n’est pas valable',
    next: 'Corrigez les champs signalés, puis réessayez.',
  },
  'internal-error': {
    title: 'Erreur interne de Passerelle',
    next: 'Réessayez. Si cela dure, exportez un dossier de diagnostic et envoyez-le à votre équipe de support.',
  },
  'invalid-query': {
    title: 'La recherche n’est pas valable',
    next: 'Corrigez-la : {{reason}}. Le dernier résultat reste affiché.',
  },
  'query-too-slow': {
    title: 'L’expression demande trop de temps',
    next: 'Simplifiez l’expression, ou cherchez d’abord un mot qui se trouve dans la ligne.',
  },
  'log-unknown': {
    title: 'Ce fichier de journal n’existe plus',
    next: 'Il a été renommé, archivé ou fermé : choisissez-le de nouveau dans la liste.',
  },
  'log-unreadable': {
    title: 'Le fichier de journal ne peut pas être lu',
    next: 'Vérifiez les droits du fichier {{file}} et qu’aucun autre programme ne le bloque, puis réessayez.',
  },
  'log-not-a-log': {
    title: 'Le fichier n’est pas un journal lisible',
    next: 'Choisissez un fichier texte, un fichier .gz ou un dossier de diagnostic .zip.',
  },
  'log-damaged': {
    title: 'Le fichier compressé est abîmé ou incomplet',
    next: 'Ce qui a pu être lu de {{file}} est affiché, le reste manque : demandez le fichier de nouveau.',
  },
  'log-too-large': {
    title: 'Le fichier est trop grand une fois décompressé',
    next: 'Seul le début de {{file}} est affiché : décompressez-le à part, puis ouvrez le fichier obtenu.',
  },
  'log-too-varied': {
    title: 'Le journal porte trop de noms différents pour que les filtres les retiennent tous',
    next: 'Un filtre par module, synchronisation, exécution ou code peut omettre des lignes de {{file}} : cherchez plutôt le texte.',
  },
  'log-reader-gone': {
    title: 'La lecture des journaux s’est interrompue',
    next: 'Elle est relancée d’elle-même : rouvrez l’écran. Les synchronisations ne sont pas touchées.',
  },
  'detail-gone': {
    title: 'Le détail complet n’est plus conservé',
    next: 'Les détails sont effacés après un certain temps ou quand la place manque. La ligne du journal reste.',
  },
  cancelled: {
    title: 'Annulé',
    next: 'Rien n’a été écrit.',
  },
};
