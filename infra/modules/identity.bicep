metadata description = 'A user-assigned managed identity. What it may do stands in role-assignments.bicep.'

@description('Name of the identity.')
param name string

@description('Region of the identity.')
param location string

@description('Tags of the identity.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id, for attaching the identity to resources.')
output id string = identity.id

@description('Client id, by which code asks for tokens of this identity.')
output clientId string = identity.properties.clientId

@description('Object id, which role assignments name.')
output principalId string = identity.properties.principalId
