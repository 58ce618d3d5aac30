/** Texts under `screens.synchronisations`. */
export const synchronisations = {
  title: 'Synchronisations',
  description: 'Une synchronisation tient une destination au pas d’une source.',
  create: 'Nouvelle synchronisation',
  editTitle: 'Modifier la synchronisation {{name}}',
  table: 'Synchronisations',
  name: 'Nom',
  direction: 'De → vers',
  domains: 'Données',
  mode: 'Mode',
  state: 'Statut',
  everyInterval: 'toutes les {{interval}}',
  unknownConnection: 'connexion supprimée',
  empty: {
    title: 'Aucune synchronisation pour l’instant',
    text: 'Il faut deux connexions : une source et une destination.',
  },
  general: 'Général',
  nameHelp: 'Comme vous l’appelez : « Rapport mensuel — Nord »…',
  source: 'Source (lue)',
  sourceHelp: 'Passerelle n’y écrit jamais.',
  destination: 'Destination (écrite)',
  destinationHelp: 'Elle reçoit ce qui change à la source, suppressions comprises.',
  choose: 'Choisir une connexion',
  addConnection: 'Ajouter une connexion',
  what: 'Données à synchroniser',
  domainHelp: {
    metadata:
      'Unités d’organisation, ensembles et éléments de données, indicateurs, programmes, tableaux de bord…',
    aggregate: 'Valeurs de données de tous les ensembles de données.',
  },
  leftOutTitle: 'Laissés de côté par défaut',
  leftOutText:
    'Les utilisateurs, les rôles d’utilisateur, les groupes d’utilisateurs et les partages de la source ne sont pas copiés. Ceux de la destination ne changent pas.',
  when: 'Quand',
  modes: {
    manual: 'Manuel : seulement quand vous l’exécutez',
    automatic: 'Automatique : contrôle régulier, n’envoie que ce qui change',
  },
  interval: 'Intervalle entre deux contrôles, en secondes',
  intervalHelp: 'Au moins 60. Soit {{interval}}.',
  advanced: 'Serveurs clonés',
  clone: 'La destination est une copie (clone) de la source',
  cloneHelp:
    'Deux serveurs au même identifiant sont refusés, car c’est le plus souvent une erreur d’adresse. Cochez seulement si l’un a été restauré à partir de l’autre.',
  removeTitle: 'Supprimer la synchronisation {{name}} ?',
  removeText:
    'Son historique et sa mémoire de ce qui a été envoyé sont effacés. Les données des deux serveurs ne sont pas touchées.',
  removed: 'Synchronisation supprimée.',
  error: {
    required: 'Ce champ est requis',
    tooLong: 'C’est trop long',
    sameEnds: 'Choisissez une destination différente de la source',
    domains: 'Choisissez au moins un type de données',
    interval: 'Saisissez un nombre entier entre 60 et 86 400',
  },
};
