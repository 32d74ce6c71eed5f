using System.Formats.Tar;
using System.IO.Compression;
using Countersign.Contracts.Errors;

namespace Countersign.Server.Inputs.Sources;

/// <summary>Unpacks zip, tar and gzipped tar, told apart by their first bytes; anything else is a single file.</summary>
/// <remarks>
/// Links, devices and absolute or upward names have no place in a source. Links are left out with a note, since they are
/// common in honest archives; the rest refuses the archive. Sizes are counted while unpacking, never read from headers.
/// </remarks>
internal static class ArchiveUnpacker
{
    private const int TarMagicAt = 257;

    // A header, and two more blocks for a long name or for times.
    private const long TarHeaderBytes = 2048;

    /// <summary>Writes what the archive holds.</summary>
    /// <param name="content">Seekable.</param>
    /// <param name="name">What a single file is called.</param>
    /// <param name="tree">Where it goes.</param>
    /// <param name="cancellationToken">Stops the unpacking.</param>
    /// <exception cref="WorkFailedException"><c>source_refused</c>.</exception>
    public static async Task UnpackAsync(Stream content, string name, TreeWriter tree, CancellationToken cancellationToken)
    {
        var head = new byte[TarMagicAt + 5];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        try
        {
            if (head is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..])
            {
                await UnzipAsync(content, tree, cancellationToken);
            }
            else if (head is [0x1f, 0x8b, ..])
            {
                await using var unzipped = new GZipStream(content, CompressionMode.Decompress, leaveOpen: true);
                await UntarAsync(unzipped, tree, cancellationToken);
            }
            else if (length == head.Length && head.AsSpan(TarMagicAt).SequenceEqual("ustar"u8))
            {
                await UntarAsync(content, tree, cancellationToken);
            }
            else
            {
                await tree.AddAsync(Path.GetFileName(name), content, isProgram: false, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or NotSupportedException or FormatException)
        {
            throw TreeWriter.Refused("the archive is broken or of a kind that is not read", exception);
        }
    }

    private static async Task UnzipAsync(Stream content, TreeWriter tree, CancellationToken cancellationToken)
    {
        await RequireFewAsync(content, tree, cancellationToken);
        await using var zip = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var entry in zip.Entries)
        {
            // The upper half holds the Unix mode where the archive was made on Unix: its type, and whether it may be run.
            var mode = entry.ExternalAttributes >>> 16;
            if ((mode & 0xF000) == 0xA000)
            {
                tree.Note("Symbolic links of the archive are left out.");
                continue;
            }

            if (entry.FullName.EndsWith('/'))
            {
                continue;
            }

            await using var bytes = await entry.OpenAsync(cancellationToken);
            await tree.AddAsync(entry.FullName, bytes, (mode & 0x49) != 0, cancellationToken);
        }
    }

    private static async Task RequireFewAsync(Stream content, TreeWriter tree, CancellationToken cancellationToken)
    {
        var (files, entries) = await ZipDirectory.CountAsync(content, tree.MostEntries, cancellationToken);
        content.Position = 0;
        if (files > tree.MostFiles)
        {
            throw tree.TooManyFiles();
        }

        if (entries > tree.MostEntries)
        {
            throw TreeWriter.Refused($"it lists more than {tree.MostEntries:N0} folders and files");
        }
    }

    private static async Task UntarAsync(Stream content, TreeWriter tree, CancellationToken cancellationToken)
    {
        await using var guarded = new TarHeaderStream(content, tree.MostEntries * TarHeaderBytes);
        await using var tar = new TarReader(guarded, leaveOpen: true);
        while (await NextAsync(tar, guarded, cancellationToken) is { } entry)
        {
            switch (entry.EntryType)
            {
                case TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes or TarEntryType.DirectoryList:
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
                    await tree.AddAsync(name, entry.DataStream ?? Stream.Null, (entry.Mode & UnixFileMode.UserExecute) != 0, cancellationToken);
                    break;
                case TarEntryType.SymbolicLink or TarEntryType.HardLink:
                    tree.Note("Links of the archive are left out.");
                    break;
                default:
                    throw TreeWriter.Refused($"the archive holds an entry of type {entry.EntryType}, which is neither file nor folder");
            }
        }
    }

    private static async Task<TarEntry?> NextAsync(TarReader tar, TarHeaderStream guarded, CancellationToken cancellationToken)
    {
        guarded.BeginHeader();
        var entry = await tar.GetNextEntryAsync(copyData: false, cancellationToken);
        guarded.EndHeader();
        return entry;
    }
}
