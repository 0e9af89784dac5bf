# shellcheck shell=sh
# How far the turnstile is: what Docker has, what containerd has in the namespaces moby, lab and default,
# and the files pid.txt and turnstile.log. It only looks.

# shellcheck source=../lab.sh
. "$(dirname "$0")/../lab.sh"
name=docker.io/library/turnstile:1.0

# in_lab WHAT…: ctr in the namespace lab; asking in a namespace does not make it
in_lab() {
  limit 20 ctr -n lab "$@" 2>/dev/null
}
task() {
  in_lab tasks ls | awk '$1 == "turnstile" { print $3 }'
}
# after STATE …: as expect, where the step before is done; else only what is to come
after() {
  if [ -n "$1" ]; then
    shift
    expect "$@"
  else
    bad=$((bad + 1))
    printf '· %s\n' "$(say "$2" "$3")"
  fi
}
one_of() {
  in_lab "$1" ls -q | grep -Fx "$2"
}
same_pid() {
  [ -n "$pid" ] && [ "$(tr -d '[:space:]' <pid.txt)" = "$pid" ]
}
nothing_in_default() {
  ! limit 20 ctr -n default images ls -q | grep -F turnstile && ! limit 20 ctr -n default containers ls -q | grep -Fx turnstile
}
opened_twice() {
  grep -q '^turnstile closed' turnstile.log && [ "$(grep -c '^turnstile open' turnstile.log)" -ge 2 ]
}

need 'No estás en la carpeta del laboratorio: cd ~/course/labs/containerd-below/start' \
  'You are not in the folder of the lab: cd ~/course/labs/containerd-below/start' \
  test -f turnstile.sh -a -f Dockerfile
need 'Docker no contesta. ¿Qué dice «docker version»?' \
  'Docker does not answer. What does "docker version" say?' \
  limit 20 docker version
need 'No hay ctr: en Docker Desktop no está a tu alcance; lee «Antes de empezar».' \
  'There is no ctr: in Docker Desktop it is out of your reach; read "Before you begin".' \
  command -v ctr
need 'containerd no contesta a ctr. ¿Eres root? Prueba sudo --preserve-env=HOME -s; y ctr version dice más.' \
  'containerd does not answer ctr. Are you root? Try sudo --preserve-env=HOME -s; and ctr version says more.' \
  limit 20 ctr version

pid=$(limit 20 docker container inspect --format '{{if .State.Running}}{{.State.Pid}}{{end}}' booth 2>/dev/null)
expect 'Docker tiene en marcha la taquilla, booth' 'Docker runs the box office, booth' \
  'Paso 1: docker run --detach --name booth …; si existe y está parada, docker start booth.' \
  'Step 1: docker run --detach --name booth …; if it is there and stopped, docker start booth.' \
  test -n "$pid"
after "$pid" 'pid.txt tiene el PID de su tarea' 'pid.txt has the PID of its task' \
  'Paso 2: búscalo con ctr -n moby tasks ls; si arrancaste booth otra vez, es otro.' \
  'Step 2: look for it with ctr -n moby tasks ls; if you started booth again, it is another.' \
  same_pid

image=$(one_of images "$name")
expect 'la imagen está en el namespace lab, con su nombre entero' 'the image is in the namespace lab, by its full name' \
  'Paso 3: docker image save … | ctr -n lab images import -' \
  'Step 3: docker image save … | ctr -n lab images import -' \
  test -n "$image"
expect 'nada tuyo cayó en default' 'nothing of yours fell into default' \
  'Olvidaste -n lab alguna vez: borra allí la imagen y el contenedor turnstile.' \
  'You forgot -n lab some time: remove the image and the container turnstile there.' \
  nothing_in_default
container=$(one_of containers turnstile)
after "$image" 'hay un contenedor, turnstile' 'there is a container, turnstile' \
  'Paso 4: ctr -n lab containers create, con el nombre entero de la imagen y turnstile.' \
  'Step 4: ctr -n lab containers create, with the full name of the image and turnstile.' \
  test -n "$container"
state=$(task)
case $state in
  '')
    es='Paso 5: ctr -n lab tasks start --detach, con --log-uri.'
    en='Step 5: ctr -n lab tasks start --detach, with --log-uri.'
    ;;
  STOPPED)
    es='Está parada: ctr -n lab tasks rm turnstile, y arráncala otra vez.'
    en='It is stopped: ctr -n lab tasks rm turnstile, and start it again.'
    ;;
  *)
    es="Está en $state: ctr -n lab tasks resume turnstile."
    en="It is $state: ctr -n lab tasks resume turnstile."
    ;;
esac
after "$container" 'su tarea está en marcha' 'its task runs' "$es" "$en" test "$state" = RUNNING
after "$state" 'lo que imprime está en turnstile.log' 'what it prints is in turnstile.log' \
  "Arráncala con --log-uri \"file://\$PWD/turnstile.log\": containerd no guarda lo que imprime." \
  "Start it with --log-uri \"file://\$PWD/turnstile.log\": containerd keeps nothing of what it prints." \
  grep -q '^turnstile open' turnstile.log
after "$state" 'se cerró en orden y se abrió otra vez' 'it closed in order and opened again' \
  'Paso 6: ctr -n lab tasks kill, espera a STOPPED, tasks rm y tasks start, con el mismo turnstile.log.' \
  'Step 6: ctr -n lab tasks kill, wait for STOPPED, tasks rm and tasks start, with the same turnstile.log.' \
  opened_twice
result
