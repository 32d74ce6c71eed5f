namespace Countersign.Kinds.DiskInspect;

/// <summary>The codes that <see cref="DiskImageException"/> carries.</summary>
public static class DiskImageErrorCodes
{
    /// <summary>A structure lies beyond the end of the file.</summary>
    public const string Truncated = "image_truncated";

    /// <summary>A value contradicts the format's specification.</summary>
    public const string Corrupt = "image_corrupt";

    /// <summary>The image is valid but uses something that is not read here: encryption, an external data file, a rare format.</summary>
    public const string Unsupported = "image_unsupported";

    /// <summary>A file that the image names is missing or may not be opened.</summary>
    public const string ExtentUnavailable = "image_extent_unavailable";
}
