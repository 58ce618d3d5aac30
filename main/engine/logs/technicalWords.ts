import { constants } from 'node:os';

/*
 * Capitalised words that servers, proxies and the system use in their messages. Whatever is capitalised inside a message
 * and does not stand here may be a name, and is masked: a masked technical word costs a guess, a name that is shown cannot
 * be taken back.
 */
const words = `
a about above access accepted account acl action activity actual address after again aggregate all allowed already analytics and annotation any api app
apache approval are argument array aside async at atomic attribute attributes audit authentication authority authorization auto available
bad based basic bearer because before body boolean both broken buffer but by bytes cache call calendar can cannot caps case cat catégorie category caught cause
caused cert certificate change changes character charset check class client clock close closed closing code coc column combination combo combos command commit
communication complete completed compression config configuration conflict conflicts connect connection connections constraint content context control converted
cookie could create created creation credentials cross current cut dashboard data database dataset date day default delete deleted denied dependency deserialize
destination detail details device dhis dhis2 did digit disk dns document documents does domain done double duplicate duration each element elements empty encoding end
end-of-file english enrollment enrolment entity enum err error errors event events every exceeded exception exists expected expiry export expired expression
fail failed failure false fatal fetch field fields file files filter final first folder for forbidden form format found from full function gateway general
get geometry given gmt go gone greater group groups handler has have header headers heap hibernate hint host hour http https id identifier identity if ignored illegal import imported
importing in incomplete incorrect index indicator indicators info information input insert instance instead insufficient integer integrity interface internal
into invalid is issue it item its java job jobs join json jwt key keys kernel keystore language last length level limit line link list load local location lock locked log
login long maintenance malformed many map mapping max maximum may media memory merge message metadata method min minimum mismatch missing mode model modified
module month more most moved multiple must name namespace negative net network new nginx no node nodejs none not null number numeric object objects of offline
ok on one only open operation option optional options or order org organisation organization origin other out outdated over override owner page parameter parameters
parent parse parsed parser parsing partial password patch path payload pem pending period periods permission permissions persistence pipe please point policy
port post postgres postgresql precondition prefix primary process processing processor program programs progress promise property protocol provided proxy psql public push put
query range range rate read reading reason received record records redirect reference refused reject rejected relation relationship relationships reload remote
remove removed report request requested requests required reset resource response result results retry return role roles root row rows rule rules run runtime same
save schema scope secret section security see self sent sequence server service session set setting settings shared sharing short should signature since size skip skipped
socket some source sql ssl stack stage stages start state statement status step stop storage store stream string style sub subject success successful sync syntax system
table tag target tcp temporary terminated test text than that the their then there this thread time timed timeout timestamp timezone title tls to token tomcat too total
tracked tracker transaction transfer translation transport tried true try type typeerror types udp uid unable unauthorized unavailable unexpected unhandled unique
unit units unknown unprocessable unreachable unsupported until update updated upload upstream uri url use used user username users usage utc utf valid validation value values
varchar variable version via view violates violation wait waiting warn warning was web week were when where while window windows with without work worker write writing
wrong x xml year yes you your zero zone
aucun aucune autorisation avec clé compte connexion contrainte de délai demande des données droits du déjà échec enregistrement erreur est et existe existe expiré fichier
format identifiant identification impossible incorrect indisponible interdit introuvable invalide jeu jeux la le les ligne manquant manquante mot ne nom non objet par pas
période permission requis requête refusé refusée réponse réseau ressource sans serveur serveurs service session type un une unité unités utilisateur valeur valeurs
january february march april june july august september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec
android chrome chromium cloudflare debian electron firefox google haproxy linux macos mozilla openssl passerelle ripgrep safari squid ubuntu v8 webkit
application agent keep alive accept allow retry-after etag vary expires pragma forwarded
eof abort aborted eai enotfound eai_again
`;

const known: ReadonlySet<string> = new Set([
  ...words.split(/\s+/u).filter((word) => word !== ''),
  ...Object.keys(constants.errno).map((name) => name.toLowerCase()),
]);

/** Whether a word of a message is a technical one, whatever its letter case. */
export function isTechnicalWord(word: string): boolean {
  return known.has(word.toLowerCase());
}
