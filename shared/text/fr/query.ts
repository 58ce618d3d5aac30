/**
 * Texts under `query`: why a search is not valid, one for each of `queryFaults`, as the end of a sentence. `{{position}}`
 * counts characters from 1; the search program's own words stand in the problem's detail.
 */
export const query = {
  'too-long': 'elle dépasse 500 caractères',
  'too-many-parts': 'elle compte plus de 16 mots ou expressions',
  'operator-without-left': 'rien ne se trouve avant l’opérateur au caractère {{position}}',
  'line-break': 'une ligne ne contient pas de retour à la ligne, l’expression ne peut donc pas en chercher',
  'invalid-expression': 'l’expression régulière est mal formée',
  'expression-too-large': 'l’expression régulière est trop grande une fois développée',
};
