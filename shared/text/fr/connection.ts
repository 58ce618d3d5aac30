/** Texts under `connection`: the steps of a connection test and what each one found. */
export const connection = {
  step: {
    address: 'Adresse',
    name: 'Nom du serveur',
    tls: 'Chiffrement (TLS)',
    version: 'Version de DHIS2',
    account: 'Compte',
    authorities: 'Autorités',
    'org-units': 'Unités d’organisation',
    clock: 'Horloge et fuseau',
    identity: 'Identité du serveur',
  },
  result: {
    passed: 'Réussi',
    warning: 'À surveiller',
    failed: 'Échoué',
    skipped: 'Non fait',
    running: 'En cours',
  },
  fact: {
    version: 'DHIS2 {{version}}',
    username: 'connecté comme {{username}}',
    zone: 'fuseau {{zone}}',
    skewSeconds: 'écart {{skewSeconds}} s',
    systemId: 'identifiant {{systemId}}',
    daysLeft: 'certificat valable encore {{daysLeft}} j',
    latencyMs: 'réponse en {{latencyMs}} ms',
  },
};
