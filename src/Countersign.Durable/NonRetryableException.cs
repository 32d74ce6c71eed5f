namespace Countersign.Durable;

/// <summary>Thrown by an activity whose failure no repetition can mend; retry policies stop at it.</summary>
public class NonRetryableException(string message, Exception? inner = null) : Exception(message, inner);
