using System.Globalization;

namespace Countersign.Server.Activities;

/// <summary>Reads what <see cref="Contracts.Workflow.WireNames.DecisionEvent"/> writes.</summary>
internal static class GateNames
{
    /// <summary>The plan version that the gate was opened for.</summary>
    public static int VersionOf(string eventName) => int.Parse(eventName.Split(':')[1].AsSpan(1), CultureInfo.InvariantCulture);

    /// <summary>How many wake-ups at the gate meant nothing so far.</summary>
    public static int WaitOf(string eventName)
    {
        var parts = eventName.Split(':');
        return parts.Length == 3 ? int.Parse(parts[2], CultureInfo.InvariantCulture) : 0;
    }
}
