namespace Countersign.Embedded.Tests.Interleavings;

/// <summary>Counts acts, so that a run can show that each of them happened.</summary>
internal sealed class ActTally
{
    private readonly int[] _taken = new int[Enum.GetValues<Act>().Length];
    private readonly int[] _tried = new int[Enum.GetValues<Act>().Length];

    public void Count(Act act, bool taken)
    {
        Interlocked.Increment(ref _tried[(int)act]);
        if (taken)
        {
            Interlocked.Increment(ref _taken[(int)act]);
        }
    }

    public int Taken(Act act) => _taken[(int)act];

    public override string ToString() =>
        "Taken of tried: " + string.Join(", ", Enum.GetValues<Act>().Select(act => $"{act} {_taken[(int)act]}/{_tried[(int)act]}"));
}
