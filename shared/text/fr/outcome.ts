/** Texts under `outcome`: the four ways in which a run ends, as a label and as a sentence. */
export const outcome = {
  changed: {
    label: 'Modifié',
    sentence: 'Tout a été lu ; la destination a reçu ce qui avait changé.',
  },
  'verified-unchanged': {
    label: 'Vérifié, rien à envoyer',
    sentence: 'Tout a été lu à la source ; rien n’avait changé et rien n’a été écrit.',
  },
  'could-not-look': {
    label: 'Impossible de vérifier',
    sentence: 'Rien n’a pu être lu et réglé jusqu’au bout : on ne sait pas si les deux serveurs concordent.',
  },
  'partly-looked': {
    label: 'Vérifié en partie',
    sentence: 'Une partie seulement a pu être lue et réglée : pour le reste, on ne sait pas.',
  },
};
