namespace Countersign.Server.Ports;

/// <summary>A cursor was not made by the list that it was given to.</summary>
public sealed class InvalidCursorException() : Exception("The cursor is not one that this list returned.");
