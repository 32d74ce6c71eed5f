using System.IO.Compression;
using System.Reflection;

namespace Countersign.Server.Documentation;

/// <summary>A file of a page, read once and kept compressed.</summary>
internal sealed class PageAsset(Assembly assembly, string resource, string contentType)
{
    private static readonly byte[] GzipMagic = [0x1f, 0x8b];

    private readonly Lazy<byte[]> _compressed = new(() => Read(assembly, resource));

    /// <summary>The media type.</summary>
    public string ContentType { get; } = contentType;

    /// <summary>The content as gzip (RFC 1952).</summary>
    public byte[] Compressed => _compressed.Value;

    /// <summary>The content as it is, for readers that know no gzip.</summary>
    public Stream OpenPlain() => new GZipStream(new MemoryStream(Compressed, writable: false), CompressionMode.Decompress);

    /// <exception cref="InvalidOperationException">The package has no such file any more.</exception>
    private static byte[] Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} embeds no '{resource}'.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        if (content.GetBuffer().AsSpan(0, 2).SequenceEqual(GzipMagic))
        {
            return content.ToArray();
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            content.Position = 0;
            content.CopyTo(gzip);
        }

        return packed.ToArray();
    }
}
