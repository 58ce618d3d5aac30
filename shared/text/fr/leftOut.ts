/** Texts under `leftOut`: what a comparison of both ends does not look at, by policy. */
export const leftOut = {
  users: 'Utilisateurs',
  'user-roles': 'Rôles d’utilisateur',
  'user-groups': 'Groupes d’utilisateurs',
  sharing: 'Partages (droits d’accès des objets)',
  'user-references': 'Mentions d’utilisateurs dans les objets (créé par, modifié par, favoris)',
  'instance-settings': 'Paramètres propres à chaque serveur',
  'values-outside-data-sets': 'Valeurs d’éléments de données qui ne sont dans aucun jeu de données',
  completeness: 'Complétude des jeux de données',
  files: 'Fichiers et images joints',
  'members-of-one-version': 'Propriétés que seule la version de l’un des deux serveurs connaît',
};
