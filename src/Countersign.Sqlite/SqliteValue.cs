namespace Countersign.Sqlite;

/// <summary>A parameter of a statement: null, a 64-bit integer, a real, text or bytes.</summary>
public readonly struct SqliteValue
{
    private SqliteValue(SqliteValueKind kind, long integer, double real, object? reference)
    {
        Kind = kind;
        Integer = integer;
        Real = real;
        Reference = reference;
    }

    internal SqliteValueKind Kind { get; }

    internal long Integer { get; }

    internal double Real { get; }

    internal object? Reference { get; }

    /// <summary>SQL NULL.</summary>
    public static SqliteValue Null => default;

    public static implicit operator SqliteValue(long value) => new(SqliteValueKind.Integer, value, 0, null);

    public static implicit operator SqliteValue(long? value) => value is { } number ? number : default(SqliteValue);

    public static implicit operator SqliteValue(int value) => (long)value;

    public static implicit operator SqliteValue(bool value) => value ? 1L : 0L;

    public static implicit operator SqliteValue(double value) => new(SqliteValueKind.Real, 0, value, null);

    public static implicit operator SqliteValue(string? value) =>
        value is null ? default : new(SqliteValueKind.Text, 0, 0, value);

    public static implicit operator SqliteValue(byte[]? value) =>
        value is null ? default : new(SqliteValueKind.Blob, 0, 0, value);
}
