# shellcheck shell=sh
# How far the board at the door is: the folder, the image foyer:1.0, the container foyer, and the image once more
# in a container of the check's own, lab-check-foyer, which it removes.

# shellcheck source=../lab.sh
. "$(dirname "$0")/../lab.sh"
own=lab-check-foyer

tidy() {
  limit 20 docker rm --force "$own"
  limit 10 docker volume rm --force "$own"
} >/dev/null 2>&1

# of_image FIELD, of_container FIELD: what Docker knows about them
of_image() {
  limit 10 docker image inspect --format "{{$1}}" foyer:1.0 2>/dev/null
}
of_container() {
  limit 10 docker container inspect --format "{{$1}}" foyer 2>/dev/null
}

# built … and runs …: as expect, where there is an image, and a container in motion; else only what is to come
built() {
  if [ -n "$image" ]; then expect "$@"; else later "$@"; fi
}
runs() {
  if [ "$state" = running ]; then expect "$@"; else later "$@"; fi
}
later() {
  bad=$((bad + 1))
  printf '· %s\n' "$(say "$1" "$2")"
}

not_root() {
  case $(of_image .Config.User) in
    '' | 0 | 0:* | root | root:*) return 1 ;;
  esac
}
asks_health() {
  case $(of_image 'json .Config.Healthcheck') in
    '' | null | *'"NONE"'*) return 1 ;;
  esac
}
started_as_root() {
  case $(of_container .Config.User) in
    '' | 0 | 0:* | root | root:*) [ -n "$state" ] ;;
    *) return 1 ;;
  esac
}
venue_outside() {
  ! of_image 'json .Config.Env' | grep -q '"VENUE='
}

# in_no_layer FILE: no layer of the image holds it, also none whose file a later layer removed
in_no_layer() {
  rm -rf "$folder/saved" && mkdir "$folder/saved" || return 1
  limit 60 docker save --output "$folder/saved.tar" foyer:1.0 && tar -xf "$folder/saved.tar" -C "$folder/saved" || return 1
  for blob in "$folder"/saved/blobs/sha256/*; do
    if tar -tf "$blob" 2>/dev/null | grep -Eq "(^|/)$1\$"; then return 1; fi
  done
}

# without FILE: no file of the image has this name
without() {
  tidy
  found=$(limit 60 docker run --rm --name "$own" --network none --user 0 --entrypoint find foyer:1.0 \
    / -xdev -name "$1") && [ -z "$found" ]
}

ask() {
  curl --fail --silent --noproxy '*' --max-time 5 "$@"
}

# try: start the image in a container of the check's own and wait for its answer; `there` is its address
try() {
  limit 30 docker run --detach --name "$own" --publish 127.0.0.1::8000 --env VENUE=lab-check \
    --mount "type=volume,src=$own,dst=/data" foyer:1.0 || return 1
  there=http://$(limit 10 docker port "$own" 8000/tcp | head -n 1)
  tries=0
  until ask "$there/"; do
    tries=$((tries + 1))
    [ "$tries" -lt 20 ] && limit 10 docker top "$own" || return 1
    sleep 0.5
  done
  reached=yes
}
takes_venue() {
  tidy
  try && ask "$there/" | grep -q 'Tonight at lab-check'
}
goes_on_counting() {
  ask --request POST "$there/enter/jazz" && limit 20 docker rm --force "$own" || return 1
  try && [ "$(ask --request POST "$there/enter/jazz")" = '2 inside' ]
}

# The container foyer itself: what it is asked changes nothing in it.
same_image() {
  [ "$(of_container .Image)" = "$image" ]
}
here_only() {
  [ -n "$published" ] && [ "${published#127.0.0.1:}" != "$published" ]
}
answers() {
  ask "http://$published/health" || ask "http://$published/" | grep -q 'Tonight at'
}
named() {
  ask "http://$published/" | grep -q 'Tonight at' && ! ask "http://$published/" | grep -q 'a venue without a name'
}
healthy() {
  tries=0
  until [ "$(of_container .State.Health.Status)" = healthy ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 10 ] && [ "$(of_container .State.Health.Status)" = starting ] || return 1
    sleep 1
  done
}
in_volume() {
  limit 10 docker container inspect --format \
    '{{range .Mounts}}{{if eq .Destination "/data"}}{{.Type}} {{.Name}}{{end}}{{end}}' foyer |
    grep '^volume ' | grep -Eqv '^volume [0-9a-f]{64}$'
}

need 'No estás en la carpeta del laboratorio: cd ~/course/labs/docker-web-app/start' \
  'You are not in the folder of the lab: cd ~/course/labs/docker-web-app/start' \
  test -f server.py -a -f test_board.py
need 'Docker no contesta. ¿Qué dice «docker version»?' \
  'Docker does not answer. What does "docker version" say?' \
  limit 20 docker version
folder=$(mktemp -d) || exit 1
trap 'tidy; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM HUP PIPE
tidy
image=$(of_image .Id)
state=$(of_container .State.Status)

expect 'hay un Dockerfile' 'there is a Dockerfile' \
  'Paso 1: créalo junto a server.py, con ese nombre y sin extensión.' \
  'Step 1: create it beside server.py, with this name and no extension.' \
  test -s Dockerfile
expect 'hay un .dockerignore' 'there is a .dockerignore' \
  'Paso 2: créalo junto al Dockerfile, y no vacío; el nombre empieza con un punto.' \
  'Step 2: create it beside the Dockerfile, and not empty; its name begins with a dot.' \
  test -s .dockerignore
expect 'la imagen foyer:1.0 está construida' 'the image foyer:1.0 is built' \
  'Paso 3: docker build --tag foyer:1.0 . (con el punto); si falla, lee la línea que empieza por ERROR.' \
  'Step 3: docker build --tag foyer:1.0 . (with the dot); if it fails, read the line that begins with ERROR.' \
  test -n "$image"
built 'la clave de personal no está en la imagen' 'the staff code is not in the image' \
  'staff-door.txt viaja en una capa, aunque otra lo borre: nombra lo que copias, o exclúyelo, y construye otra vez.' \
  'staff-door.txt travels in a layer, even if another one removes it: name what you copy, or exclude it, and build again.' \
  in_no_layer staff-door.txt
if not_root; then
  es='Tu contenedor sí: quita --user de docker run.'
  en='Your container does: take --user out of docker run.'
else
  es='Paso 4: USER con un número, antes de CMD; después construye otra vez.'
  en='Step 4: USER with a number, before CMD; then build again.'
fi
used_by_nobody_as_root() {
  not_root && ! started_as_root
}
built 'la imagen no usa root' 'the image does not use root' "$es" "$en" used_by_nobody_as_root
built 'la imagen sabe preguntar si está sana' 'the image knows how to ask for its health' \
  'Paso 5: HEALTHCHECK, que pregunte por /health; no hay curl dentro, pero hay python.' \
  'Step 5: HEALTHCHECK, asking for /health; there is no curl inside, but there is python.' \
  asks_health
built 'el nombre de la sala no está en la imagen' 'the name of the venue is not in the image' \
  'Quita VENUE del Dockerfile: se da al arrancar.' \
  'Take VENUE out of the Dockerfile: it is given at the start.' \
  venue_outside
reached=
taken=1
[ -z "$image" ] || ! takes_venue >/dev/null 2>&1 || taken=0
if [ -n "$reached" ]; then
  es='Contesta, y no con el nombre que se le da: ¿lo lee de VENUE?'
  en='It answers, and not with the name that it is given: does it read VENUE?'
elif [ "$(limit 10 docker container inspect --format '{{.State.Running}}' "$own" 2>/dev/null)" = true ]; then
  es='Arranca y no contesta desde fuera: ¿escucha en 0.0.0.0, y en el puerto 8000?'
  en='It starts and does not answer from outside: does it listen on 0.0.0.0, and on port 8000?'
else
  es='La imagen no arranca: docker run --rm foyer:1.0 dice por qué; ¿copiaste los cuatro .py y concerts.txt?'
  en='The image does not start: docker run --rm foyer:1.0 says why; did you copy the four .py and concerts.txt?'
fi
built 'un contenedor de prueba contesta y toma el nombre' 'a container to try answers and takes the name' \
  "$es" "$en" test "$taken" -eq 0
answered() {
  if [ -n "$reached" ]; then expect "$@"; else later "$@"; fi
}
answered 'en un volumen nuevo, la cuenta sobrevive' 'in a new volume, the count survives' \
  'Paso 6: /data tiene que existir en la imagen y ser del usuario de USER.' \
  'Step 6: /data has to exist in the image and belong to the user of USER.' \
  goes_on_counting

case $state in
  '')
    es='Paso 7: docker run con --name foyer.'
    en='Step 7: docker run with --name foyer.'
    ;;
  created)
    es='Se creó y no arrancó, quizá porque el puerto está ocupado: docker rm foyer, y otro puerto a la izquierda.'
    en='It was created and did not start, perhaps since the port is taken: docker rm foyer, and another port on the left.'
    ;;
  *)
    es="Está en «$state»: docker logs foyer dice por qué; después, docker rm --force foyer y otra vez."
    en="It is \"$state\": docker logs foyer says why; then docker rm --force foyer, and again."
    ;;
esac
expect 'el contenedor foyer está en marcha' 'the container foyer runs' "$es" "$en" test "$state" = running
published=$(limit 10 docker port foyer 8000/tcp 2>/dev/null | head -n 1)
runs 'es de la imagen que hay ahora' 'it is of the image that there is now' \
  'Construiste después: docker rm --force foyer, y docker run otra vez.' \
  'You built afterwards: docker rm --force foyer, and docker run again.' \
  same_image
if [ -n "$published" ]; then
  es="Está en $published, abierto a tu red: escribe 127.0.0.1: delante del puerto en --publish."
  en="It is at $published, open to your network: write 127.0.0.1: before the port in --publish."
else
  es='--publish 127.0.0.1:8080:8000: a la derecha, el puerto en que escucha el programa.'
  en='--publish 127.0.0.1:8080:8000: on the right, the port on which the program listens.'
fi
runs 'está publicado, solo en 127.0.0.1' 'it is published, on 127.0.0.1 only' "$es" "$en" here_only
[ -n "$published" ] || state=unpublished
missing=$bad
runs 'contesta en ese puerto' 'it answers on that port' \
  '¿Qué dice docker logs foyer?' 'What does docker logs foyer say?' \
  answers
[ "$bad" -eq "$missing" ] || state=silent
runs 'la página lleva el nombre de tu sala' 'the page has the name of your venue' \
  'Dáselo al arrancar: --env VENUE="Teatro Azul".' 'Give it at the start: --env VENUE="Blue Theatre".' \
  named
state=$(of_container .State.Status)
if asks_health; then
  es='Espera hasta 30 segundos; si sigue así, mira docker inspect foyer, apartado Health: ¿pregunta HEALTHCHECK (paso 5) con algo que está dentro?'
  en='Wait up to 30 seconds; if it stays so, look at docker inspect foyer, section Health: does HEALTHCHECK (step 5) ask with something that is inside?'
else
  es='Nadie lo pregunta: paso 5.'
  en='Nobody asks: step 5.'
fi
runs 'está sano' 'it is healthy' "$es" "$en" healthy
runs 'sus datos están en un volumen con nombre' 'its data are in a volume with a name' \
  '--mount type=volume,src=foyer-data,dst=/data' '--mount type=volume,src=foyer-data,dst=/data' \
  in_volume

# The challenge counts for nothing, and is shown to those who have the rest.
star() {
  if [ "$bad" -eq 0 ]; then
    what=$(say "$1" "$2")
    shift 2
    if "$@" >/dev/null 2>&1; then printf '★ %s\n' "$what"; else printf '☆ %s\n' "$what"; fi
  fi
}
tests_pass() {
  limit 120 docker build --quiet --target test --tag "$own" . || return 1
  limit 20 docker image rm "$own"
  rm -rf "$folder/broken" && cp -R . "$folder/broken" || return 1
  printf 'import unittest\n\n\nclass Broken(unittest.TestCase):\n    def test_it(self):\n        self.fail()\n' \
    >"$folder/broken/test_board.py"
  ! limit 120 docker build --quiet --target test "$folder/broken"
}
read_only() {
  [ "$(of_container .HostConfig.ReadonlyRootfs)" = true ]
}
star 'reto: las pruebas pasan en una etapa, test' 'challenge: the tests pass in a stage, test' tests_pass
star 'reto: las pruebas no viajan en la imagen' 'challenge: the tests do not travel in the image' without test_board.py
star 'reto: el contenedor no puede escribir en su raíz' 'challenge: the container cannot write to its root' read_only
result
