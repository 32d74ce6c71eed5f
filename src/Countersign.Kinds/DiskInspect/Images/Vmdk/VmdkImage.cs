namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>A VMDK disk: its extents one after the other.</summary>
internal sealed class VmdkImage : DiskImage
{
    private readonly IReadOnlyList<VmdkExtent> _extents;
    private readonly long[] _starts;

    public VmdkImage(VmdkFacts facts, IReadOnlyList<VmdkExtent> extents)
        : base(facts)
    {
        _extents = extents;
        _starts = new long[extents.Count];
        for (var i = 1; i < extents.Count; i++)
            _starts[i] = _starts[i - 1] + extents[i - 1].Size;
        ExtentFiles = [.. facts.Extents.Select(extent => extent.File).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    public override IReadOnlyList<string> ExtentFiles { get; }

    protected override MappedRun Map(long offset)
    {
        var found = Array.BinarySearch(_starts, offset);
        var index = found >= 0 ? found : ~found - 1;
        // Of several extents with one start all but the last are empty.
        while (_extents[index].Size == 0 || offset - _starts[index] >= _extents[index].Size)
            index++;
        var within = offset - _starts[index];
        return _extents[index].Map(within).AtMost(_extents[index].Size - within);
    }
}
