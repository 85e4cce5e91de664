"""Drives docker-py through what it can do; prints one JSON object of what it got.

Usage: docker_py.py HOST VERSION
"""

import io
import json
import socket
import sys
import tarfile
import time

import docker

HOST, VERSION = sys.argv[1:]
SERVICE = ["sh", "-c", 'trap "exit 0" TERM; echo up; while :; do sleep 0.1; done']

client = docker.DockerClient(base_url=HOST, version=VERSION, timeout=30)
api = client.api
got = {}


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def archive(name, content):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def say(stream, content):
    """Sends `content`, closes only that direction, and gives what comes back."""
    stream._sock.sendall(content)
    stream._sock.shutdown(socket.SHUT_WR)
    return text(stream.read())


began = int(time.time())
got["daemon"] = {
    "speaks": api.api_version,
    "ping": client.ping(),
    "release": client.version()["Version"],
    "info": client.info()["ServerVersion"],
}

got["run"] = text(client.containers.run("busybox", ["echo", "hello"], remove=True))
try:
    client.containers.run("busybox", ["sh", "-c", "echo why >&2; exit 3"], remove=True)
except docker.errors.ContainerError as error:
    got["run fails"] = [error.exit_status, text(error.stderr)]
got["run on a terminal"] = text(client.containers.run("busybox", "tty", tty=True, remove=True))

box = client.containers.run("busybox", SERVICE, name="box", labels={"a": "b"}, mem_limit="64m", detach=True)
got["list"] = [[c.name, c.status, c.labels] for c in client.containers.list(filters={"label": "a=b"})]
got["inspect"] = {
    "path": box.attrs["Path"],
    "memory": box.attrs["HostConfig"]["Memory"],
    "image": box.image.tags,
}
while not box.logs():
    time.sleep(0.05)
got["logs"] = text(box.logs())
got["exec"] = list(map(text, box.exec_run(["sh", "-c", "echo out; exit 4"])))
code, (out, err) = box.exec_run(["sh", "-c", "echo out; echo err >&2"], demux=True)
got["exec apart"] = [code, text(out), text(err)]
got["exec socket"] = say(box.exec_run("cat", stdin=True, socket=True).output, b"stdin bytes")
terminal = box.exec_run(["sh", "-c", "tty"], tty=True, stdin=True, socket=True).output
got["exec socket on a terminal"] = text(terminal.read())
got["top"] = box.top()["Processes"][0][-1]
got["stats"] = {key: value for key, value in box.stats(stream=False).items() if key in ("name", "pids_stats")}
got["stats stream"] = sorted(set(next(box.stats(decode=True))) & {"cpu_stats", "memory_stats", "read"})
got["put"] = box.put_archive("/tmp", archive("file", b"content"))
chunks, stat = box.get_archive("/tmp/file")
got["get"] = [stat["name"], stat["size"], b"content" in b"".join(chunks)]
got["diff"] = box.diff()

box.pause()
box.reload()
got["paused"] = box.status
box.unpause()
box.rename("renamed")
box.update(mem_limit="96m", memswap_limit="96m")
box.restart(timeout=5)
box.reload()
got["updated"] = [box.name, box.status, box.attrs["HostConfig"]["Memory"]]
image = box.commit("committed", tag="1", message="why")
got["commit"] = [image.tags, image.attrs["Comment"]]

network = client.networks.create("back", labels={"n": "1"})
network.connect(box, aliases=["alias"])
network.reload()
got["network"] = [network.attrs["Labels"], [c.name for c in network.containers]]
peer = client.containers.run("busybox", ["nslookup", "alias"], network="back", remove=True)
got["network name"] = "Name:\talias" in text(peer)
network.disconnect(box)
network.remove()
got["networks"] = sorted(n.name for n in client.networks.list())

volume = client.volumes.create("data", labels={"v": "1"})
mount = {"data": {"bind": "/data", "mode": "rw"}}
client.containers.run("busybox", ["sh", "-c", "echo kept >/data/file"], volumes=mount, remove=True)
got["volume"] = text(client.containers.run("busybox", ["cat", "/data/file"], volumes=mount, remove=True))
got["volumes"] = [[v.name, v.attrs["Labels"]] for v in client.volumes.list()]
volume.remove()

box.stop(timeout=5)
got["wait"] = box.wait()["StatusCode"]
box.remove()

attached = api.create_container("busybox", ["tr", "a-z", "A-Z"], stdin_open=True)
stream = api.attach_socket(attached, params={"stdin": 1, "stdout": 1, "stream": 1})
api.start(attached)
got["attach socket"] = say(stream, b"to the container")
got["attached wait"] = api.wait(attached)["StatusCode"]
api.remove_container(attached)

client.images.remove("committed:1")
built, log = client.images.build(
    fileobj=io.BytesIO(b"FROM busybox\nRUN echo built >/made\nCMD cat /made\n"), tag="built", rm=True
)
got["build"] = [built.tags, [line["stream"] for line in log if "Step" in line.get("stream", "")]]
got["build runs"] = text(client.containers.run("built", remove=True))
try:
    client.images.build(fileobj=io.BytesIO(b"FROM busybox\nRUN exit 3\n"))
except docker.errors.BuildError as error:
    got["build fails"] = error.msg
imported = api.import_image_from_data(archive("file", b"x"), repository="imported", tag="1")
got["import"] = json.loads(imported)["status"][:7]
saved = b"".join(built.save(named=True))
client.images.remove("built")
got["load"] = [i.tags for i in client.images.load(saved)]
got["images"] = sorted(tag for i in client.images.list() for tag in i.tags)
got["history"] = client.images.get("built").history()[0]["CreatedBy"]
client.images.remove("built")
client.images.remove("imported:1")
try:
    client.images.get("built")
except docker.errors.ImageNotFound as error:
    got["removed"] = error.explanation

events = client.events(decode=True, since=began, until=int(time.time()) + 1, filters={"container": "box"})
got["events"] = [event["Action"] for event in events if event["Action"] in ("create", "start", "pause")]
if VERSION != "1.24":
    # Others come with the daemon's newest version, which it may be asked in.
    got["df"] = sorted({"BuildCache", "Containers", "Images", "LayersSize", "Volumes"} & set(client.df()))
    got["prune"] = client.volumes.prune()["SpaceReclaimed"]

json.dump(got, sys.stdout)
