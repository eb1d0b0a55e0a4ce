#!/bin/sh
# Runs a foreign program in a root of its own. Started as process 1 of new mount, process, network, ipc and uts
# namespaces with every capability there; the program has none. When this script ends, so does every process it began.
# Usage: jail.sh <empty folder> <package folder> <node> <uid> <groups option of setpriv> <none|shared> <command …>
set -eu
root=$1 package=$2 node=$3 uid=$4 groups=$5 network=$6
shift 6

show() {
  mount --rbind "$1" "$root$2"
  mount -o remount,bind,ro,nosuid,nodev "$root$2"
}

mount -t tmpfs -o size=4m,mode=755 tmpfs "$root"
cd "$root"
mkdir -p dev etc home opt/node/bin package proc tmp

for path in /usr /bin /sbin /lib /lib32 /lib64 /nix; do
  if [ -L "$path" ]; then
    cp -P "$path" "$root$path"
  elif [ -d "$path" ]; then
    mkdir "$root$path"
    show "$path" "$path"
  fi
done
touch opt/node/bin/node
show "$node" /opt/node/bin/node
show "$package" /package

printf 'server:x:%s:%s::/home:/bin/sh\n' "$uid" "$uid" > etc/passwd
printf 'server:x:%s:\n' "$uid" > etc/group
printf '127.0.0.1 localhost\n::1 localhost\n' > etc/hosts
if [ -e /etc/ld.so.cache ]; then cp /etc/ld.so.cache etc; fi
if [ "$network" = shared ]; then
  cp /etc/resolv.conf etc
  mkdir etc/ssl
  show /etc/ssl /etc/ssl
elif command -v ip > /dev/null; then
  ip link set lo up || true
fi

for device in null zero full random urandom; do
  touch "dev/$device"
  mount --bind "/dev/$device" "dev/$device"
done
ln -s /proc/self/fd dev/fd
# A container that hides parts of /proc refuses a new one; most servers start without.
mount -t proc -o nosuid,nodev,noexec proc proc 2> /dev/null || true
mount -t tmpfs -o "size=256m,mode=700,uid=$uid,gid=$uid,nosuid,nodev" tmpfs home
mount -t tmpfs -o size=64m,mode=1777,nosuid,nodev tmpfs tmp
mount -o remount,bind,ro "$root"

status=0
chroot "$root" setpriv "--reuid=$uid" "--regid=$uid" "$groups" --no-new-privs --inh-caps=-all --bounding-set=-all \
  -- "$@" || status=$?
exit "$status"
