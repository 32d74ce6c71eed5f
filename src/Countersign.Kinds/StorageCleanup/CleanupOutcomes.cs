namespace Countersign.Kinds.StorageCleanup;

/// <summary>What becomes of a file or a blob that a plan names; wire names.</summary>
public static class CleanupOutcomes
{
    /// <summary>Removed by this run.</summary>
    public const string Deleted = "deleted";

    /// <summary>Gone when the step ran again after a crash or a failure: taken as removed by the run before.</summary>
    public const string DeletedBefore = "deleted_before";

    /// <summary>Gone before the step ran; somebody else removed it.</summary>
    public const string Gone = "gone";

    /// <summary>Another file, or another state of it, than the plan shows; left alone.</summary>
    public const string Changed = "changed";

    /// <summary>A link or something else than a file by now; left alone.</summary>
    public const string NotAFile = "not_a_file";

    /// <summary>A blob on which somebody holds a lease; left alone.</summary>
    public const string Leased = "leased";

    /// <summary>A blob under a retention policy or a legal hold; left alone.</summary>
    public const string Protected = "protected";
}
