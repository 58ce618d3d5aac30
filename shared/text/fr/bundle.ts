/** Texts under `bundle`: what a diagnostic bundle says of itself. */
export const bundle = {
  readme: `Dossier de diagnostic de Passerelle
===================================

Ce fichier zip a été enregistré par Passerelle pour que l’assistance comprenne ce qui s’est passé.

Ce qu’il contient
- logs/ : les lignes des journaux de la période choisie ; last-hour.log : la dernière heure, plus détaillée
- logs/archive/ : celles qui étaient dans des journaux vidés depuis
- settings.json : les réglages, sans secret
- versions.json, system.json : versions du programme, faits sur ce poste
- runs.json : les exécutions : nombres, résultats, codes d’erreur, heures
- quarantine.json : ce qui est en quarantaine, par cause, sans aucune valeur
- connection-tests.json : le dernier test de chaque connexion
- manifest.json : la liste de ces fichiers, leur taille et leur empreinte SHA-256

Ce qu’il ne contient pas
- ni mot de passe, ni jeton, ni nom de compte, ni nom de personne connus de Passerelle : *** est à leur place
- ni donnée saisie : les valeurs et les commentaires en sont retirés
- ni les réponses complètes des serveurs (plus de 4 ko), gardées sur ce poste à côté des exécutions : manifest.json
  en donne le nombre ; une ligne de journal en porte la référence (detail=), à demander s’il le faut
- si les noms sont masqués : connexion-1, synchronisation-1, serveur-1… remplacent les vrais noms

Comment l’ouvrir
Dans Passerelle : Journaux, Fichiers, Ouvrir un fichier. Ou avec tout programme qui ouvre les fichiers zip : les
journaux sont du texte.
`,
};
