# shellcheck shell=sh
# How far the shop with Compose is: the file, what runs and, when all of that is right, a rehearsal: the same file
# as a project of the check's own, lab-check-shop, on any free port, where a copy is killed and data are lost.

# shellcheck source=../lab.sh
. "$(dirname "$0")/../lab.sh"
rehearsal=lab-check-shop
whole=''

# c …: docker compose in the student's folder, with its backup; r …: the same file as the rehearsal
c() {
  limit 20 docker compose --profile backup "$@"
}
r() {
  limit 150 r_now "$@"
}
r_now() {
  exec docker compose --project-name "$rehearsal" --file - "$@" <<FILE
$whole
FILE
}
tidy() {
  if [ -n "$whole" ]; then r down --volumes --remove-orphans --rmi local --timeout 2; fi
} >/dev/null 2>&1

# copies SERVICE [OPTION…]: its containers; of SERVICE FIELD: what Docker knows about them, a line each
copies() {
  service=$1
  shift
  limit 10 docker ps --quiet --no-trunc --filter "label=com.docker.compose.project=$project" \
    --filter "label=com.docker.compose.service=$service" --filter label=com.docker.compose.oneoff=False "$@"
}
of() {
  ids=$(copies "$1" --all)
  [ -n "$ids" ] || return 1
  # Each id is a word of its own.
  # shellcheck disable=SC2086
  limit 10 docker container inspect --format "$2" $ids
}
# every SERVICE FIELD PATTERN: all its containers have it; some SERVICE FIELD PATTERN: one has
every() {
  found=$(of "$1" "$2") && ! printf '%s\n' "$found" | grep -Evq "$3"
}
some() {
  of "$1" "$2" | grep -Eq "$3"
}

# The file
names() {
  for name in $1; do
    printf '%s\n' "$2" | grep -qx "$name" || return 1
  done
}
only_with_profile() {
  names backup "$services" && ! names backup "$without"
}
# holds_password: a line of KEY: VALUE or KEY=VALUE has the password as its value, or in a command or an address
holds_password() {
  password=$password awk '
    BEGIN { word = ENVIRON["password"] }
    {
      sub(/^[^:=]*[:=] */, "")
      gsub(/^"|"$/, "")
      if ($0 == word || index($0, "=" word) || index($0, ":" word "@")) found = 1
    }
    END { exit !found }'
}
no_plain_password() {
  ! printf '%s\n' "$merged" | holds_password || return 1
  ! printf '%s\n' "$merged" | grep -Eq '^ +(POSTGRES_|DATABASE_|PG)PASSWORD: .' || return 1
  for service in door shop db cache; do
    ! of "$service" '{{range .Config.Env}}{{println .}}{{end}}' | holds_password || return 1
  done
}
# block SECTION NAME: what Compose understood of one service, network or volume
block() {
  printf '%s\n' "$merged" | awk -v section="$1:" -v name="  $2:" \
    '/^[^ ]/ { inside = ($0 == section) } /^  [^ ]/ { mine = (index($0, name) == 1) } inside && mine'
}
no_way_out() {
  block networks back | grep -q '^    internal: true'
}

# What runs
running() {
  [ "$(copies "$1" | grep -c .)" -eq "$2" ]
}
as_written() {
  hashes=$(c config --hash '*') || return 1
  for service in door shop db cache; do
    hash=$(printf '%s\n' "$hashes" | awk -v name="$service" '$1 == name { print $2 }')
    every "$service" '{{index .Config.Labels "com.docker.compose.config-hash"}}' "^$hash\$" || return 1
  done
}
state_of() {
  of "$1" '{{.State.Status}}{{if .State.Health}}, {{.State.Health.Status}}{{end}}' | sort -u | tr '\n' ';' | sed 's/;$//; s/;/; /g'
}
healthy() {
  tries=0
  until every "$1" '{{if .State.Health}}{{.State.Health.Status}}{{end}}' '^healthy$'; do
    tries=$((tries + 1))
    [ "$tries" -lt 10 ] && some "$1" '{{if .State.Health}}{{.State.Health.Status}}{{end}}' '^starting$' || return 1
    sleep 1
  done
}
waits() {
  every "$1" '{{index .Config.Labels "com.docker.compose.depends_on"}}' "(^|,)$2:service_healthy:"
}
shop_waits() {
  waits shop db && waits shop cache
}
in_networks() {
  # The dollar is the template's.
  # shellcheck disable=SC2016
  every "$1" '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}' "^$2 \$"
}
apart() {
  in_networks door "${project}_front" && in_networks shop "${project}_back ${project}_front" &&
    in_networks db "${project}_back" && in_networks cache "${project}_back"
}
not_found() {
  c exec -T door getent hosts shop && ! c exec -T door getent hosts db && ! c exec -T door getent hosts cache
}
published() {
  of "$1" '{{range .HostConfig.PortBindings}}{{range .}}{{.HostIp}}:{{.HostPort}} {{end}}{{end}}'
}
only_door() {
  [ "$(published door)" = '127.0.0.1:8080 ' ] || return 1
  for service in shop db cache; do
    ! published "$service" | grep -q : || return 1
  done
}
ask() {
  curl --fail --silent --noproxy '*' --max-time 5 "$@"
}
through() {
  ask "$1/" | grep -q 'Ticket shop'
}
both_answer() {
  n=0
  while [ "$n" -lt 20 ]; do
    n=$((n + 1))
    ask http://127.0.0.1:8080/ | sed -n 's/.*served by \([^<]*\).*/\1/p'
  done | sort -u | grep -c . | grep -qx 2
}
gets_secret() {
  every "$1" '{{range .Mounts}}{{.Destination}} {{end}}' '(^| )/run/secrets/'
}
secret_files() {
  gets_secret shop && gets_secret db
}
in_volume() {
  mounts='{{range .Mounts}}{{.Type}} {{.Name}} {{.Destination}};{{end}}'
  every db "$mounts" '(^|;)volume [^ ]+ /var/lib/postgresql;' &&
    ! some db "$mounts" 'volume [0-9a-f]{64} /var/lib/postgresql;'
}

# The rehearsal
its_own() {
  # Names that the file gives would be the student's own containers and data.
  ! printf '%s\n' "$whole" | grep -Eq '^    (container_name|external):' &&
    ! printf '%s\n' "$whole" | grep '^    name: ' | grep -v "name: ${rehearsal}_"
}
starts() {
  r up --wait --wait-timeout 120 || return 1
  there=http://$(r port door 80) && through "$there"
}
left() {
  ask "$there/concerts" | sed -n 's/.*"tango": *\([0-9]*\).*/\1/p'
}
sells_on() {
  before=$(left) || return 1
  # shellcheck disable=SC2046
  limit 10 docker kill $(r ps --quiet shop | head -n 1) || return 1
  n=0
  while [ "$n" -lt 10 ]; do
    n=$((n + 1))
    ask --max-time 10 --request POST "$there/concerts/tango/tickets" || return 1
  done
  sleep 6 # for so long, Redis remembers an older number
  [ "$(left)" = $((before - 10)) ]
}
dumps() {
  r run --rm -T backup | grep -Eq "^tango[[:space:]]$(left)\$"
}
remembers() {
  before=$(left) || return 1
  r down --timeout 2 || return 1
  starts && [ "$(left)" = "$before" ]
}
forgets() {
  r down --volumes --timeout 2 || return 1
  [ -z "$(limit 10 docker volume ls --quiet --filter "label=com.docker.compose.project=$rehearsal")" ]
}

# stop_here: what follows can only be told when what is above is right
stop_here() {
  [ "$bad" -eq 0 ] || {
    say "$1" "$2"
    result
  }
}
# star WHAT-ES WHAT-EN COMMAND…: of the challenge; it counts for nothing
star() {
  what=$(say "$1" "$2")
  shift 2
  if "$@" >/dev/null 2>&1; then printf '★ %s\n' "$what"; else printf '☆ %s\n' "$what"; fi
}

need 'No estás en la carpeta del laboratorio: cd ~/course/labs/compose-shop/start' \
  'You are not in the folder of the lab: cd ~/course/labs/compose-shop/start' \
  test -f door.conf -a -f buy.sh
need 'Falta la tienda: descarga otra vez el archivo del laboratorio y descomprímelo en ~/course.' \
  'The shop is missing: download the archive of the lab again and unpack it in ~/course.' \
  test -f ../../../docker/compose/shop/Dockerfile
need 'Docker no contesta. ¿Qué dice «docker version»?' \
  'Docker does not answer. What does "docker version" say?' \
  limit 20 docker version
need 'Falta Compose. ¿Qué dice «docker compose version»?' \
  'Compose is missing. What does "docker compose version" say?' \
  limit 20 docker compose version

expect 'hay un compose.yaml' 'there is a compose.yaml' \
  'Paso 1: créalo en esta carpeta, junto a door.conf.' \
  'Step 1: create it in this folder, beside door.conf.' \
  test -s compose.yaml
expect 'hay una contraseña en password.txt' 'there is a password in password.txt' \
  'Paso 1: echo open-sesame > password.txt' 'Step 1: echo open-sesame > password.txt' \
  grep -q . password.txt
stop_here 'Lo demás se mira cuando estén los dos.' 'The rest is looked at when both are there.'

password=$(head -n 1 password.txt)
error=$(c config --quiet 2>&1 >/dev/null | tail -n 1)
expect 'Compose puede leer el archivo' 'Compose can read the file' \
  "Compose dice: $error" "Compose says: $error" c config --quiet
stop_here 'Lo demás se mira cuando Compose lo lea.' 'The rest is looked at when Compose reads it.'

merged=$(c config 2>/dev/null)
project=$(printf '%s\n' "$merged" | sed -n 's/^name: //p')
services=$(c config --services 2>/dev/null)
without=$(limit 20 docker compose config --services 2>/dev/null)
so_far=$(printf '%s' "$without" | tr '\n' ' ')
expect 'el proyecto se llama tickets' 'the project is called tickets' \
  "Se llama $project: la primera línea es name: tickets." "It is called $project: the first line is name: tickets." \
  test "$project" = tickets
expect 'están los servicios door, shop, db y cache' 'there are the services door, shop, db and cache' \
  "Paso 2: por ahora hay: $so_far." "Step 2: so far there are: $so_far." \
  names 'door shop db cache' "$without"
expect 'la contraseña no está escrita en ninguna variable' 'the password stands in no variable' \
  'Paso 2: un secreto, y variables que acaban en _FILE, con la ruta /run/secrets/…' \
  'Step 2: a secret, and variables that end in _FILE, with the path /run/secrets/…' \
  no_plain_password
if [ -z "$(limit 10 docker ps --all --quiet --filter "label=com.docker.compose.project=$project")" ]; then
  expect 'la tienda está en marcha' 'the shop runs' \
    'Paso 3: docker compose build; docker compose up --wait' \
    'Step 3: docker compose build; docker compose up --wait' \
    false
  stop_here 'Lo demás se mira con la tienda en marcha.' 'The rest is looked at with the shop running.'
fi

# what_state SERVICE: hints for one that does not run as it should, in es and en
what_state() {
  state=$(state_of "$1")
  es="Hay $(copies "$1" | grep -c .) (${state:-sin contenedor}): docker compose up --wait, y docker compose logs $1"
  en="There are $(copies "$1" | grep -c .) (${state:-no container}): docker compose up --wait, and docker compose logs $1"
  case $1,$state in
    door,created*)
      taken=$(limit 10 docker ps --filter publish=8080 --format '{{.Names}}' | grep -v "^$project-" | head -n 1)
      es="No arrancó: espera a un servicio que no está sano, u otro programa tiene el 8080${taken:+: $taken}."
      en="It did not start: it waits for a service that is not healthy, or another program has 8080${taken:+: $taken}."
      ;;
    *,created*)
      es='Se creó y no arrancó: espera a un servicio que no está sano.'
      en='It was created and did not start: it waits for a service that is not healthy.'
      ;;
    shop,running*)
      es="Hay $(copies shop | grep -c .): scale: 2 en el archivo, y docker compose up --wait."
      en="There are $(copies shop | grep -c .): scale: 2 in the file, and docker compose up --wait."
      ;;
  esac
}
before=$bad
for service in db cache shop door; do
  wanted=1
  if [ "$service" = shop ]; then wanted=2; fi
  what_state "$service"
  expect "$service: $wanted en marcha" "$service: $wanted running" "$es" "$en" running "$service" "$wanted"
done
up=$((bad - before))
for service in db cache shop door; do
  state=$(state_of "$service")
  case $state in
    running*) ;;
    *) continue ;;
  esac
  expect "$service: con una comprobación de salud, y sano" "$service: with a health check, and healthy" \
    "Paso 3: está en «$state»; falta healthcheck, o falla su orden." \
    "Step 3: it is \"$state\"; healthcheck is missing, or its command fails." \
    healthy "$service"
done
[ "$up" -eq 0 ] ||
  stop_here 'Lo demás se mira con los cuatro en marcha.' 'The rest is looked at with the four of them running.'
expect 'lo que corre es lo que dice el archivo' 'what runs is what the file says' \
  'Cambiaste el archivo después: docker compose up --wait' \
  'You changed the file afterwards: docker compose up --wait' \
  as_written
expect 'shop espera a que db y cache estén sanos' 'shop waits until db and cache are healthy' \
  'Paso 3: depends_on, con condition: service_healthy para los dos.' \
  'Step 3: depends_on, with condition: service_healthy for both.' \
  shop_waits
expect 'door espera a que shop esté sano' 'door waits until shop is healthy' \
  'Paso 3: depends_on, con condition: service_healthy.' 'Step 3: depends_on, with condition: service_healthy.' \
  waits door shop
expect 'cada servicio está en sus redes, y en ninguna más' 'each service is in its networks, and in no other' \
  'Paso 5: door en front; shop en front y back; db y cache en back.' \
  'Step 5: door in front; shop in front and back; db and cache in back.' \
  apart
expect 'la red back no tiene salida' 'the network back has no way out' \
  'Paso 5: internal: true en la red back.' 'Step 5: internal: true in the network back.' \
  no_way_out
expect 'desde door se encuentra shop, y no db ni cache' 'from door one finds shop, and neither db nor cache' \
  'Paso 5: docker compose exec door getent hosts db' 'Step 5: docker compose exec door getent hosts db' \
  not_found
expect 'solo door publica, y solo en 127.0.0.1:8080' 'only door publishes, and on 127.0.0.1:8080 only' \
  'Paso 4: ports: ["127.0.0.1:8080:80"] en door, y en nadie más.' \
  'Step 4: ports: ["127.0.0.1:8080:80"] in door, and in no other.' \
  only_door
expect 'la tienda contesta a través de door' 'the shop answers through door' \
  'Paso 4: ¿está door.conf en /etc/nginx/conf.d/default.conf? docker compose logs door' \
  'Step 4: is door.conf at /etc/nginx/conf.d/default.conf? docker compose logs door' \
  through http://127.0.0.1:8080
expect 'contestan las dos copias' 'both copies answer' \
  'Repite en unos segundos; si contesta una sola, ¿es door.conf el del laboratorio?' \
  'Repeat in some seconds; if one only answers, is door.conf that of the lab?' \
  both_answer
expect 'shop y db reciben la contraseña como archivo' 'shop and db get the password as a file' \
  'Paso 2: secrets: [password] en los dos.' 'Step 2: secrets: [password] in both.' \
  secret_files
expect 'los datos de db están en un volumen con nombre' 'the data of db are in a volume with a name' \
  'Paso 6: volumes: ["data:/var/lib/postgresql"], y data en la sección volumes de abajo.' \
  'Step 6: volumes: ["data:/var/lib/postgresql"], and data in the section volumes below.' \
  in_volume
expect 'backup está, y solo con su perfil' 'backup is there, and with its profile only' \
  'Paso 8: un servicio backup con profiles: [backup].' 'Step 8: a service backup with profiles: [backup].' \
  only_with_profile
stop_here 'El ensayo empieza cuando todo eso esté.' 'The rehearsal begins when all of that is there.'

say 'Ensayo en un proyecto aparte; tarda alrededor de un minuto…' \
  'Rehearsal in a project of its own; it takes about a minute…'
whole=$(limit 20 docker compose --project-name "$rehearsal" --profile backup config 2>/dev/null |
  sed '/^ *published: /d')
its_own >/dev/null || {
  whole=''
  expect 'el archivo sirve para otro proyecto' 'the file works for another project' \
    'Quita container_name, external y los name de redes y volúmenes: Compose los pone.' \
    'Remove container_name, external and the name of networks and volumes: Compose gives them.' \
    false
  result
}
trap tidy EXIT
trap 'exit 130' INT TERM
tidy
expect 'arranca de cero en otro proyecto' 'it starts from nothing in another project' \
  'Pruébalo, y pierdes los datos: docker compose down -v; docker compose up --wait' \
  'Try it, and you lose the data: docker compose down -v; docker compose up --wait' \
  starts
stop_here 'Sin eso no hay ensayo.' 'Without that there is no rehearsal.'
expect 'con una copia muerta se venden diez de diez' 'with one copy killed, ten of ten are sold' \
  'Paso 7: mata una y compra; ¿es door.conf el del laboratorio?' \
  'Step 7: kill one and buy; is door.conf that of the lab?' \
  sells_on
expect 'backup escribe la copia en su salida, con las entradas que quedan' \
  'backup writes the dump to its output, with the tickets that are left' \
  'Paso 8: docker compose run --rm -T backup tiene que imprimir el SQL de pg_dump.' \
  'Step 8: docker compose run --rm -T backup has to print the SQL of pg_dump.' \
  dumps
expect 'los datos sobreviven a down' 'the data survive down' \
  'Paso 6: el volumen de db, ¿es la carpeta en que escribe PostgreSQL 18?' \
  'Step 6: the volume of db, is it the folder in which PostgreSQL 18 writes?' \
  remembers
expect 'y no sobreviven a down -v' 'and they do not survive down -v' \
  'Paso 6: el volumen tiene que ser del proyecto, no external.' \
  'Step 6: the volume has to be of the project, not external.' \
  forgets

star 'reto: la raíz de shop es de solo lectura' 'challenge: the root of shop is read-only' \
  every shop '{{.HostConfig.ReadonlyRootfs}}' '^true$'
star 'reto: shop no tiene capacidades' 'challenge: shop has no capabilities' \
  every shop '{{.HostConfig.CapDrop}}' '^\[ALL\]$'
star 'reto: la memoria de shop tiene un límite' 'challenge: the memory of shop has a limit' \
  every shop '{{.HostConfig.Memory}}' '^[1-9]'
result
