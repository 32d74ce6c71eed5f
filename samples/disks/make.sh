#!/usr/bin/env bash
# Makes the disk images in this folder. Needs no root: file systems are made in files and copied to their place.
# Usage: samples/disks/make.sh
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin LC_ALL=C TZ=UTC
export E2FSPROGS_FAKE_TIME=1767225600 SOURCE_DATE_EPOCH=1767225600
out=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

uuid() { printf '%08d-0000-4000-8000-%012d' "$1" "$1"; }
# place FILE DISK MIB: copies a file system to an offset of a disk, keeping holes.
place() { dd if="$1" of="$2" bs=64K seek=$(($3 * 16)) conv=notrunc,sparse status=none; }
convert() { qemu-img convert -f raw "$@"; }
# Timestamps, names and padding are left out by -n, so that the file depends on its contents only.
pack() { gzip -9 -n -c "$1" > "$out/$1.gz"; }

# --- File systems ------------------------------------------------------------------------------
mkext() { truncate -s "$3" "$2"; mkfs."$1" -q -F -L "$4" -U "$(uuid "$5")" -E hash_seed="$(uuid 99)" "$2"; }
mkfat() { truncate -s "$2" "$1"; mkfs.fat --invariant -s 1 -F "$3" -n "$4" -i "$5" "$1" > /dev/null; }

mkfat esp.img 5M 16 EFI C0FFEE01
mkext ext4 root.img 16M root 1
truncate -s 2M swap.img && mkswap -q -L swap -U "$(uuid 2)" swap.img

# --- GPT with EFI system partition, ext4 and swap, in most containers ---------------------------
truncate -s 26M gpt.raw
sfdisk -q gpt.raw <<EOF
label: gpt
label-id: $(uuid 10)
start=1MiB, size=5MiB, type=uefi, name="EFI system", uuid=$(uuid 11)
start=6MiB, size=16MiB, type=linux, name="root", uuid=$(uuid 12), attrs="LegacyBIOSBootable"
start=22MiB, size=2MiB, type=swap, name="swap", uuid=$(uuid 13)
EOF
place esp.img gpt.raw 1; place root.img gpt.raw 6; place swap.img gpt.raw 22
convert -O qcow2 -o cluster_size=4k gpt.raw "$out/gpt-ext4-fat.qcow2"
convert -O qcow2 -c -o compat=0.10,cluster_size=16k gpt.raw "$out/gpt-compressed-v2.qcow2"
convert -O qcow2 -o extended_l2=on,cluster_size=16k gpt.raw gpt-extended-l2.qcow2 && pack gpt-extended-l2.qcow2
convert -O vmdk -o subformat=monolithicSparse gpt.raw gpt-sparse.vmdk && pack gpt-sparse.vmdk
convert -O vmdk -o subformat=streamOptimized gpt.raw "$out/gpt-stream-optimized.vmdk"
convert -O vpc -o subformat=dynamic,force_size=on gpt.raw gpt-dynamic.vhd && pack gpt-dynamic.vhd
convert -O vhdx -o block_size=1M gpt.raw gpt.vhdx && pack gpt.vhdx

# --- MBR with an extended partition -------------------------------------------------------------
mkext ext2 boot.img 4M boot 3
mkext ext3 home.img 8M home 4
mkfat data.img 2M 12 DATA C0FFEE02
truncate -s 20M mbr.raw
sfdisk -q mbr.raw <<EOF
label: dos
label-id: 0x5ca1ab1e
start=1MiB, size=4MiB, type=83, bootable
start=5MiB, size=15MiB, type=5
start=6MiB, size=8MiB, type=83
start=15MiB, size=2MiB, type=1
start=18MiB, size=1MiB, type=82
EOF
place boot.img mbr.raw 1; place home.img mbr.raw 6; place data.img mbr.raw 15
convert -O qcow2 -o cluster_size=4k mbr.raw "$out/mbr-logical.qcow2"
convert -O vmdk -o subformat=twoGbMaxExtentSparse mbr.raw split.vmdk
cp split.vmdk "$out/"; pack split-s001.vmdk

# --- Small disks without a partition table ------------------------------------------------------
mkfat floppy.raw 256K 12 FLOPPY C0FFEE03
cp floppy.raw "$out/"
convert -O vmdk -o subformat=monolithicFlat floppy.raw flat.vmdk && cp flat.vmdk flat-flat.vmdk "$out/"
convert -O vpc -o subformat=fixed,force_size=on floppy.raw "$out/fixed.vhd"
qemu-img create -q -f qcow2 -o cluster_size=4k -u -b base.qcow2 -F qcow2 "$out/backing.qcow2" 16M

# --- One partition per further file system ------------------------------------------------------
truncate -s 300M xfs.img && mkfs.xfs -q -L xfsdata -m uuid="$(uuid 20)" xfs.img
truncate -s 110M btrfs.img && mkfs.btrfs -q -L btrfsdata -U "$(uuid 21)" btrfs.img > /dev/null
truncate -s 3M ntfs.img && mkfs.ntfs -q -F -Q -L ntfsdata -p 0 -H 0 -S 0 ntfs.img 2> /dev/null
truncate -s 4M exfat.img && mkfs.exfat -L exfatdata exfat.img > /dev/null
mkfat fat32.img 34M 32 FAT32DATA C0FFEE04
mkdir tree && echo sample > tree/readme.txt && touch -d @$SOURCE_DATE_EPOCH tree tree/readme.txt
genisoimage -quiet -J -R -V ISODATA -o iso.img tree
for version in 1 2; do
  truncate -s 18M luks$version.img
  echo -n secret | cryptsetup luksFormat -q --type luks$version --uuid "$(uuid 3$version)" --key-size 256 \
    --pbkdf pbkdf2 --pbkdf-force-iterations 1000 luks$version.img -
done
cryptsetup config -q --label luksdata luks2.img
# The key slots hold random bytes that nothing here needs; without them the image shrinks and opens to nobody.
dd if=/dev/zero of=luks1.img bs=4K seek=1 count=4095 conv=notrunc status=none
dd if=/dev/zero of=luks2.img bs=4K seek=8 count=4088 conv=notrunc status=none
# pvcreate insists on a block device; the label is two small structures (lvm2 lib/label/label.h, lib/format_text/layout.h).
truncate -s 4M lvm.img
python3 - lvm.img <<'EOF'
import struct, sys
pv = b"Sample00000000000000000000000001" + struct.pack("<Q", 4 << 20) + struct.pack("<QQQQ", 1 << 20, 0, 0, 0) \
    + struct.pack("<QQQQ", 4096, (1 << 20) - 4096, 0, 0)
sector = (struct.pack("<I", 32) + b"LVM2 001" + pv).ljust(492, b"\0")
crc = 0xF597A6CF
for byte in sector:
    crc ^= byte
    for _ in range(8):
        crc = crc >> 1 ^ (0xEDB88320 if crc & 1 else 0)
with open(sys.argv[1], "r+b") as file:
    file.seek(512)
    file.write(b"LABELONE" + struct.pack("<QI", 1, crc) + sector)
EOF
truncate -s 520M all.raw
sfdisk -q all.raw <<EOF
label: gpt
label-id: $(uuid 40)
start=1MiB, size=300MiB, type=linux, name="xfs", uuid=$(uuid 41)
start=302MiB, size=110MiB, type=linux, name="btrfs", uuid=$(uuid 42)
start=414MiB, size=3MiB, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7, name="ntfs", uuid=$(uuid 43), attrs="GUID:60,62"
start=418MiB, size=4MiB, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7, name="exfat", uuid=$(uuid 44)
start=424MiB, size=34MiB, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7, name="fat32", uuid=$(uuid 45)
start=460MiB, size=1MiB, type=linux, name="iso", uuid=$(uuid 46)
start=462MiB, size=18MiB, type=CA7D7CCB-63ED-4C53-861C-1742536059CC, name="luks1", uuid=$(uuid 47)
start=482MiB, size=18MiB, type=CA7D7CCB-63ED-4C53-861C-1742536059CC, name="luks2", uuid=$(uuid 48)
start=502MiB, size=4MiB, type=lvm, name="lvm", uuid=$(uuid 49)
EOF
place xfs.img all.raw 1; place btrfs.img all.raw 302; place ntfs.img all.raw 414; place exfat.img all.raw 418
place fat32.img all.raw 424; place iso.img all.raw 460; place luks1.img all.raw 462; place luks2.img all.raw 482
place lvm.img all.raw 502
convert -O qcow2 -c -o cluster_size=16k all.raw file-systems.qcow2 && pack file-systems.qcow2

# --- GPT on a disk of 4096-byte sectors; sfdisk of older util-linux cannot be told the size, fdisk can --------------
truncate -s 16M gpt4k.raw
fdisk -b 4096 -w never -W never gpt4k.raw > /dev/null <<EOF
g
n
1
256
2815

x
i
$(uuid 50)
u
$(uuid 51)
n
root4k
r
w
EOF
mkext ext4 root4k.img 10M root4k 5
place root4k.img gpt4k.raw 1
convert -O qcow2 -c -o cluster_size=4k gpt4k.raw "$out/gpt-4k-sectors.qcow2"
ls -l "$out"
