namespace Countersign.CrashHost;

/// <summary>Names this program's assembly to the tests that start it.</summary>
public static class CrashHostMarker;
