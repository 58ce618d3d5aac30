/** Texts under `note`: facts of a run that are worth a line but are no error. */
export const note = {
  'created-not-told':
    'Cette version de DHIS2 ne distingue pas les valeurs créées des valeurs mises à jour : {{count}} comptées comme mises à jour.',
  'values-equal-already': '{{count}} valeurs étaient déjà identiques à la destination.',
  'settled-by-reading-back':
    '{{count}} valeurs dont la réponse d’envoi s’était perdue ont été retrouvées en relisant la destination.',
  'source-replaced':
    'La source {{connection}} n’est plus le même serveur qu’à l’exécution précédente : tout a été relu.',
  'destination-replaced':
    'La destination {{connection}} n’est plus le même serveur qu’à l’exécution précédente : tout a été comparé de nouveau.',
  'source-clock-went-back':
    'L’horloge de la source {{connection}} a reculé : la lecture a repris depuis un point plus ancien.',
  'demanded-option-combos':
    'Envoyés en plus parce que la destination l’exige (combinaisons d’options complètes depuis DHIS2 2.43) : {{objects}} objets.',
  'sent-together':
    'Envoyés en plus pour rester entiers (ensembles d’options, étapes de programme avec leurs sections) : {{objects}} objets.',
  'user-references-left-out':
    'Mentions d’utilisateurs ou de groupes laissées de côté dans {{objects}} objets ; à la destination elles y sont vides.',
  'files-left-out': 'Fichiers ou images laissés de côté dans {{objects}} objets.',
  'members-unknown-at-destination':
    'Propriétés que la version de la destination ne connaît pas, laissées de côté : {{members}}.',
};
