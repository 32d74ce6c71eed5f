using System.IO.Compression;
using Countersign.Contracts.Hashing;

namespace Countersign.Kinds.ProjectGenerate.Rendering;

/// <summary>A project as a zip archive whose bytes follow from its files alone.</summary>
/// <param name="Name">The artifact's name.</param>
/// <param name="Content">The bytes.</param>
/// <param name="Sha256">Of the bytes, with its prefix.</param>
internal sealed record ProjectArchive(string Name, byte[] Content, string Sha256)
{
    private const int RegularFile = 0x81A4 << 16;

    // The first time that the format can hold.
    private static readonly DateTimeOffset Dated = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs every file below a folder of the project's name, in the order of path.</summary>
    /// <remarks>Stored and not compressed: compressors differ between machines and versions, and the digest stands in the plan.</remarks>
    public static ProjectArchive Create(RenderedProject project)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in project.Files)
            {
                var entry = archive.CreateEntry($"{project.Slug}/{file.Path}", CompressionLevel.NoCompression);
                entry.LastWriteTime = Dated;
                entry.ExternalAttributes = RegularFile;
                using var stream = entry.Open();
                stream.Write(file.Content);
            }
        }

        var bytes = content.ToArray();
        return new ProjectArchive($"{project.Slug}.zip", bytes, Digest.Of(bytes));
    }
}
