/** Texts under `screens.settings`: preferences and about. */
export const settings = {
  title: 'Paramètres',
  description: 'Préférences de ce poste et informations sur Passerelle.',
  language: 'Langue',
  languages: { fr: 'Français', en: 'English' },
  theme: 'Apparence',
  themes: { light: 'Claire', dark: 'Sombre', system: 'Celle du système' },
  secrets: 'Mots de passe et jetons',
  secretsIn: {
    'os-store': 'Gardés dans le trousseau du système ({{backend}}).',
    'this-session': 'Gardés jusqu’à la fermeture de Passerelle seulement ({{backend}}).',
  },
  logs: 'Journaux',
  logLanguage:
    'Les lignes sont écrites dans la langue choisie ci-dessus, à partir du moment où elle est choisie.',
  logLimit: 'Place que les journaux peuvent prendre',
  megabytes: ' Mo',
  logLimitHelp:
    'De {{least}} à {{most}} Mo. Au-delà, les plus anciens fichiers sont effacés en premier, archives comprises.',
  logLimitWrong: 'Indiquez un nombre entier entre ces limites. Il n’est pas encore enregistré.',
  logNow: 'Occupé en ce moment : {{bytes}}.',
  logFolder: 'Dossier des journaux',
  about: 'À propos de Passerelle',
  aboutText: 'Console de bureau qui tient deux serveurs DHIS2 au même pas.',
  version: 'Version',
  electron: 'Electron',
  runtime: {
    supported: 'version officielle prise en charge',
    fallback: 'version de secours, pour les essais seulement',
  },
  electronVersion: '{{version}} ({{runtime}})',
  chrome: 'Chromium',
  node: 'Node.js',
  platform: 'Système',
  profile: 'Profil',
  profiles: { demonstration: 'Démonstration', operator: 'Opérateur' },
  tray: 'Zone de notification',
  trays: { present: 'présente', absent: 'absente : fermer la fenêtre quitte Passerelle' },
  licences: 'Licences',
  licencesText:
    'Passerelle est un logiciel libre sous licence BSD à 3 clauses. Les licences des composants tiers sont dans THIRD-PARTY-NOTICES.md, livré avec le programme. DHIS2 est une marque de l’Université d’Oslo ; Passerelle n’en est pas un produit.',
};
