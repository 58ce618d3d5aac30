/** Texts under `leftOut`: what a comparison of both ends does not look at, by policy. */
export const leftOut = {
  users: 'Users',
  'user-roles': 'User roles',
  'user-groups': 'User groups',
  sharing: 'Sharing (access rights of objects)',
  'user-references': 'Mentions of users in objects (created by, changed by, favorites)',
  'instance-settings': 'Settings proper to each server',
  'values-outside-data-sets': 'Values of data elements that are in no data set',
  completeness: 'Completeness of data sets',
  files: 'Attached files and images',
  'members-of-one-version': 'Properties that only one server’s version knows',
};
