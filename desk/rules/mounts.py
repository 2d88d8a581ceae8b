"""On which kind of file system a path lies, read from the table of mounts."""

import re

_OVER_A_NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "lustre", "beegfs"),
        *("glusterfs", "davfs", "vboxsf", "gfs2", "ocfs2"),
        *("fuse.sshfs", "fuse.glusterfs", "fuse.davfs2", "fuse.rclone", "fuse.s3fs", "fuse.ceph"),
        *("fuse.smbnetfs", "fuse.cifs", "fuse.nfs", "fuse.gcsfuse", "fuse.vmhgfs-fuse"),
    }
)
_OCTAL = re.compile(r"\\([0-7]{3})")


def network_file_system(path: str, mounts: str) -> str | None:
    """The kind of network file system a whole path lies on; None for a disk of this machine.

    `mounts` is what Linux tells in /proc/mounts: device, place, kind, each mount on a line.
    """
    best, found = -1, ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        place = _OCTAL.sub(lambda code: chr(int(code[1], 8)), parts[1]).rstrip("/")
        # Of two mounts on one place the later one is seen.
        if f"{path}/".startswith(f"{place}/") and len(place) >= best:
            best, found = len(place), parts[2]
    return found if found in _OVER_A_NETWORK else None
