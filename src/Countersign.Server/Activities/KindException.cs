namespace Countersign.Server.Activities;

/// <summary>A kind threw something that it should not have.</summary>
internal sealed class KindException(Exception inner) : Exception(inner.Message, inner);
