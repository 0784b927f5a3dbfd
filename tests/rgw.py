"""A real S3 server for the tests: one-node Ceph (monitor, OSD in memory, RADOS gateway) on the loopback.

Everything lies in one temporary folder and runs as whoever runs the tests; nothing of the system is touched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = ("ceph", "ceph-authtool", "ceph-mon", "ceph-osd", "monmaptool", "radosgw", "radosgw-admin")
PACKAGES = "radosgw ceph-mon ceph-osd ceph-common"
ACCESS_KEY, SECRET_KEY = "testkey", "testsecret"

_CONF = """
[global]
fsid = {fsid}
mon_host = [v2:127.0.0.1:{mon}/0]
ms_bind_ipv4 = true
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_msgr1 = false
auth_client_required = cephx
auth_allow_insecure_global_id_reclaim = false
paxos_propose_interval = 0.02
paxos_min_wait = 0.01
mon_data_avail_warn = 1
mon_data_avail_crit = 1
osd_pool_default_size = 1
osd_pool_default_min_size = 1
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
mon_max_pg_per_osd = 1000
osd_crush_chooseleaf_type = 0
run_dir = {home}/run
admin_socket = {home}/run/$cluster-$name.asok
log_file = {home}/log/$name.log
pid_file = {home}/run/$name.pid
crash_dir = {home}/log
keyring = {home}/keyring
[mon]
mon_data = {home}/mon
mon_cluster_log_file = {home}/log/cluster.log
[osd]
osd_data = {home}/osd
osd_objectstore = memstore
memstore_device_bytes = 4294967296
osd_memory_target = 939524096
osd_class_load_list = *
osd_class_default_list = *
[client]
keyring = {home}/keyring
rgw_data = {home}/rgw
rgw_frontends = beast endpoint=127.0.0.1:{s3} tcp_nodelay=1
rgw_enable_ops_log = false
rgw_enable_usage_log = false
rgw_gc_max_objs = 1
rgw_lc_max_objs = 1
rgw_thread_pool_size = 16
rgw_dns_name = localhost
rgw_max_concurrent_requests = 64
rgw_usage_max_shards = 1
rgw_data_log_num_shards = 1
rgw_md_log_max_shards = 1
"""


@dataclass(frozen=True)
class Gateway:
    """A running server: its address and the folder it lives in."""

    endpoint: str
    home: Path

    def stop(self) -> None:
        """End its processes, the gateway first, and remove what they kept."""
        for name in ("client.rgw", "osd.0", "mon.a"):
            _end(self.home / "run" / f"{name}.pid")
        shutil.rmtree(self.home, ignore_errors=True)


def missing_programs() -> list[str]:
    """What is not installed of what the server is made of."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


_WATCH = """
while kill -0 "$1" 2>/dev/null; do sleep 1; [ -d "$2" ] || exit 0; done
for name in client.rgw osd.0 mon.a; do kill -9 "$(cat "$2/run/$name.pid")" 2>/dev/null; done
rm -rf "$2"
"""


def start(home: Path, owner: int) -> Gateway:
    """Start a server in the empty folder `home`; ready on return. Takes about 3 s.

    It goes when it is stopped, or when the process `owner` is gone, however that came.
    """
    for name in ("mon", "osd", "run", "log", "rgw"):
        (home / name).mkdir()
    mon, s3 = _free_ports()
    fsid = str(uuid.uuid4())
    (home / "ceph.conf").write_text(_CONF.format(fsid=fsid, mon=mon, s3=s3, home=home))
    keyring = str(home / "keyring")

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [program, *arguments],
            env={**os.environ, "CEPH_CONF": str(home / "ceph.conf")},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            cwd=home,
        )
        if done.returncode:
            raise RuntimeError(f"{program} {' '.join(arguments)}: {done.stderr[-2000:]}")

    def grant(name: str, *rights: str) -> None:
        capabilities = [
            word for part in zip(rights[::2], rights[1::2], strict=True) for word in ("--cap", *part)
        ]
        new = () if (home / "keyring").exists() else ("--create-keyring",)
        run("ceph-authtool", *new, keyring, "--gen-key", "-n", name, *capabilities)

    grant("mon.", "mon", "allow *")
    grant("client.admin", "mon", "allow *", "osd", "allow *", "mgr", "allow *")
    grant("client.rgw", "mon", "allow rw", "osd", "allow rwx")
    grant("osd.0", "mon", "allow profile osd", "osd", "allow *")
    try:
        address = f"[v2:127.0.0.1:{mon}]"
        run("monmaptool", "--create", "--fsid", fsid, "--addv", "a", address, "monmap")
        run("ceph-mon", "--mkfs", "-i", "a", "--monmap", "monmap", "--keyring", keyring)
        run("ceph-mon", "-i", "a")
        osd = str(uuid.uuid4())
        run("ceph", "osd", "new", osd)
        run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd)
        run("ceph-osd", "-i", "0")
        user = ("--uid=archive", "--display-name=archive")
        run(
            "radosgw-admin",
            "user",
            "create",
            *user,
            f"--access-key={ACCESS_KEY}",
            f"--secret-key={SECRET_KEY}",
        )
        run("radosgw", "-n", "client.rgw")
        subprocess.Popen(
            ["sh", "-c", _WATCH, "sh", str(owner), str(home)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        gateway = Gateway(f"http://127.0.0.1:{s3}", home)
        _await(gateway.endpoint)
    except Exception:
        Gateway("", home).stop()
        raise
    return gateway


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


def _await(endpoint: str) -> None:
    for _attempt in range(600):
        with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(endpoint):
            return
        time.sleep(0.05)
    raise RuntimeError("the S3 server did not answer")


def _end(pid_file: Path) -> None:
    try:
        pid = int(pid_file.read_text())
    except (OSError, ValueError):
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
        for _attempt in range(100):
            os.kill(pid, 0)
            time.sleep(0.02)
        os.kill(pid, signal.SIGKILL)
