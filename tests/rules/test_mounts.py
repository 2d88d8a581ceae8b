"""Which file system a path lies on."""

import pytest

from desk.rules.mounts import network_file_system

MOUNTS = r"""/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
nas:/users /users nfs4 rw,hard 0 0
/dev/sdb1 /users/ana/local ext4 rw 0 0
//nas/desk /srv/our\040desk cifs rw 0 0
ana@host:/ /mnt/far fuse.sshfs rw 0 0
nas:/a /data nfs rw 0 0
/dev/sdc1 /data xfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/desk.db", None),
        ("/users/ana/desk.db", "nfs4"),
        ("/users/ana/local/desk.db", None),
        ("/usersless/desk.db", None),
        ("/srv/our desk/desk.db", "cifs"),
        ("/mnt/far/desk.db", "fuse.sshfs"),
        ("/data/desk.db", None),
    ],
)
def test_the_mount_nearest_to_the_path_counts(path: str, kind: str | None) -> None:
    assert network_file_system(path, MOUNTS) == kind


def test_without_mounts_nothing_is_known() -> None:
    assert network_file_system("/desk.db", "") is None
