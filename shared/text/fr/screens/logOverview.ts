/** Texts under `screens.logOverview`: the strip beside the lines, with the places of errors and results. */
export const logOverview = {
  name: 'Vue d’ensemble des lignes',
  all: '{{what}}.',
  nothing: 'ni erreur ni avertissement',
  firstError: 'Première erreur à la ligne {{row}}.',
  firstMatch: 'Premier résultat à la ligne {{row}}.',
  soFar: 'Lecture ou recherche en cours : ce n’est pas encore tout.',
  incomplete: 'Tout n’a pas pu être lu.',
  pending: 'calcul en cours.',
  failed: 'elle n’a pas pu être calculée. {{why}}',
  legend:
    'Barre courte : avertissement ; barre large : erreur ; barre sur toute la largeur : critique ; losange : résultat. Un clic y mène.',
  oneRow: 'Ligne {{row}}',
  rows: 'Lignes {{from}} à {{until}}',
  slice: '{{name}} : {{what}}.',
  row: 'Cliquer pour aller à la ligne {{row}}.',
};
