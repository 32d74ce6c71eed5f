namespace Countersign.Server.Http;

/// <summary>Who an endpoint answers. Whose jobs they may see and change is for the handlers: someone else's job is as unknown as none.</summary>
public enum EndpointScope
{
    /// <summary>Not said: administrators alone, so that what was forgotten is closed.</summary>
    Unset,

    /// <summary>Everybody, recognised or not.</summary>
    Public,

    /// <summary>Every role; looks and changes nothing.</summary>
    Read,

    /// <summary>Every role, agents among them; changes what is the caller's own.</summary>
    Write,

    /// <summary>Every role but agents, for plans that the caller may decide on.</summary>
    Decide,

    /// <summary>Administrators.</summary>
    Admin,
}
